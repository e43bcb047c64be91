// What the command line program needs of the machine: passed in by the entry in `node/`.

/** A path as it was given, and what it turned out to be. */
export interface FoundFile {
  /** Absolute, with `/` between folders. */
  readonly path: string;
  /** As given on the command line, or relative to the given folder. */
  readonly shown: string;
}

export interface FileNote {
  readonly file: string;
  /** Key of the sentence in `texts.ts`. */
  readonly note: 'not-text' | 'too-long' | 'link-loop' | 'gone';
}

/** A file's text, or why it has none. */
export type ReadText = { readonly text: string } | { readonly note: FileNote['note'] };

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly notes: readonly FileNote[];
  /** Given paths that do not exist, or that cannot be read. */
  readonly missing: readonly { readonly path: string; readonly isUnreadable: boolean }[];
}

export interface CliHost {
  readonly version: string;
  readonly arguments: readonly string[];
  /** Absolute, with `/` between folders. */
  readonly currentFolder: string;
  readonly hasColor: boolean;
  /** Whether standard error is a terminal on which progress may move. */
  readonly isErrorTerminal: boolean;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly find: (paths: readonly string[], exclude: readonly string[]) => Promise<FoundFiles>;
  readonly read: (path: string) => Promise<ReadText>;
  readonly now: () => number;
  /** Runs a program to its end; its output, or undefined where it failed or is not there. */
  readonly run: (program: string, parameters: readonly string[], folder: string) => Promise<string | undefined>;
  /** A path made absolute, and the folder that it is or that holds it. */
  readonly place: (path: string) => Promise<{ readonly absolute: string; readonly folder: string }>;
  /** The text of a file at once; undefined where it has none. */
  readonly readNow: (path: string) => string | undefined;
  readonly save: (path: string, text: string) => Promise<void>;
}
