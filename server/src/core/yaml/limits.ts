// Every limit of reading, in one place. Each that is hit is reported once, as information, with its code.

/** Nesting of mappings and lists. Go's reader stops at 10,000; nothing real comes near this. */
export const MAX_DEPTH = 200;

/** Nodes that aliases and merge keys may add to one document's value. */
export const MAX_EXPANDED_NODES = 100_000;

/** Problems of the YAML itself that one document reports. */
export const MAX_PROBLEMS = 20;

/** UTF-16 code units of one document that is read into a model. */
export const MAX_DOCUMENT_LENGTH = 8_000_000;

/** UTF-16 code units of one file that is read at all. */
export const MAX_FILE_LENGTH = 50_000_000;

/** UTF-16 code units of a document that needs the general reader: complex keys, directives, text behind a marker. */
export const MAX_GENERAL_LENGTH = 200_000;
