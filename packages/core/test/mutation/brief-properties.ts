import fc from "fast-check";

// A change costs what its tests cost: a property tries for a tenth of a second, always the same cases, and fails unshrunk.
fc.configureGlobal({ seed: 1, interruptAfterTimeLimit: 100, endOnFailure: true });
