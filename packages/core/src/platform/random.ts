/** A uniform draw from [0, 1). Adapters feed it from a cryptographic source, because alert ids come from it. */
export type Random = () => number;
