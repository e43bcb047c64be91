// What the server needs of the machine that it runs on: passed in by the entries in `node/` and `browser/`.

/** Files as the server sees them, by their decoded URI. */
export interface HostFiles {
  /** All manifests below a folder, by their decoded URIs. Ends early where `isCancelled` says so. */
  find(folder: string, options: FindOptions): Promise<readonly string[]>;
  /** The text of a file, or undefined where it is gone or is not text. */
  read(file: string): Promise<string | undefined>;
}

export interface FindOptions {
  /** Globs below the folder that are left out, besides what `.gitignore` names. */
  readonly exclude: readonly string[];
  readonly isCancelled: () => boolean;
}

export interface ServerHost {
  readonly version: string;
  /** Absent in a worker: the client is asked. */
  readonly files?: HostFiles;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Runs work behind the events that wait already. */
  readonly soon: (work: () => void) => void;
  /** Runs work after some milliseconds, unless the returned function is called before. */
  readonly later: (work: () => void, milliseconds: number) => () => void;
}
