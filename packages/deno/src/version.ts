/** This package's version, sent in the User-Agent; a test keeps it in step with package.json. */
export const VERSION = "0.0.0";
