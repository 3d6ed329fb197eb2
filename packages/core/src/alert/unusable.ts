/** Control characters that Discord would drop, and halves of surrogate pairs, which are no Unicode. */
export const UNUSABLE: RegExp = /[\0-\x08\x0b\x0c\x0e-\x1b\x7f]|\p{Surrogate}/gu;
