// Names of files inside of the server: decoded URIs, so that two spellings of one URI are one file, and folders are cut
// at plain slashes. The client gets back the spelling that it used itself.

import type { FileName } from '../core/workspace/snapshot.ts';

/** Spellings of URIs that the client used, by name. */
export class FileNames {
  readonly #uris: Map<FileName, string> = new Map();

  /** The name of a URI that the client sent. */
  nameOf(uri: string): FileName {
    const name = decoded(uri);
    if (!this.#uris.has(name)) this.#uris.set(name, uri);
    return name;
  }

  uriOf(name: FileName): string {
    return this.#uris.get(name) ?? encodedUri(name);
  }

  forget(name: FileName): void {
    this.#uris.delete(name);
  }
}

export function decoded(uri: string): FileName {
  try {
    return decodeURIComponent(uri);
  } catch {
    // Escapes that are no UTF-8: the spelling is the name.
    return uri;
  }
}

/** As VS Code spells it: everything but letters, digits and a few signs escaped. */
function encodedUri(name: FileName): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(name)?.[0] ?? '';
  return scheme + name.slice(scheme.length).split('/').map(encodeURIComponent).join('/');
}
