// Reads the declaration files of the published API types: a small reader for the regular subset of TypeScript that
// they are written in (interface, nested literal, Array<>, string union, index signature, doc comment in front).

/** A type as the declarations write it; `reference` is the long identifier of an imported or own type. */
export type Declared =
  | { readonly is: 'string' | 'number' | 'boolean' | 'any' }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  | { readonly is: 'reference'; readonly id: string }
  | { readonly is: 'list'; readonly of: Declared }
  | { readonly is: 'map'; readonly of: Declared }
  | { readonly is: 'struct'; readonly properties: readonly DeclaredProperty[] };

export interface DeclaredProperty {
  readonly name: string;
  readonly isOptional: boolean;
  readonly text: string;
  readonly type: Declared;
}

export interface DeclarationFile {
  /** Identifier to the module that it is imported from. */
  readonly imports: ReadonlyMap<string, string>;
  readonly text: string;
  readonly properties: readonly DeclaredProperty[];
}

/** Reads one declaration file; absent where it declares no interface of that name. */
export function readDeclaration(source: string, name: string): DeclarationFile | undefined {
  const imports = new Map<string, string>();
  for (const match of source.matchAll(/^import \{ ([^}]+) \} from "([^"]+)";$/gm))
    for (const id of (match[1] ?? '').split(', ')) imports.set(id, match[2] ?? '');
  const start = new RegExp(
    `(?:(/\\*\\*(?:[^*]|\\*(?!/))*\\*/)\\s*)?export interface I${name} (?:extends TypeMeta )?\\{`,
  ).exec(source);
  if (!start) return undefined;
  const reader = new Reader(source, start.index + start[0].length);
  const properties = reader.properties();
  return { imports, text: commentText(start[1] ?? ''), properties };
}

function commentText(comment: string): string {
  return comment
    .replace(/^\/\*\*\s*|\s*\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();
}

class Reader {
  readonly #source: string;
  #at: number;

  constructor(source: string, at: number) {
    this.#source = source;
    this.#at = at;
  }

  #take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#source);
    if (!match) return undefined;
    this.#at = sticky.lastIndex;
    return match[1] ?? match[0];
  }

  #expect(pattern: RegExp): string {
    const found = this.#take(pattern);
    if (found === undefined)
      throw new Error(`expected ${pattern} at ${JSON.stringify(this.#source.slice(this.#at, this.#at + 80))}`);
    return found;
  }

  properties(): readonly DeclaredProperty[] {
    const properties: DeclaredProperty[] = [];
    for (;;) {
      this.#take(/\s+/);
      if (this.#take(/\}/)) return properties;
      const comment = this.#take(/\/\*\*(?:[^*]|\*(?!\/))*\*\//) ?? '';
      this.#take(/\s+/);
      const name = this.#expect(/"([^"]+)"/);
      const isOptional = this.#take(/\?/) !== undefined;
      this.#expect(/:\s*/);
      const type = this.#type();
      this.#expect(/;/);
      properties.push({ name, isOptional, text: commentText(comment), type });
    }
  }

  #type(): Declared {
    if (this.#take(/Array</)) {
      const of = this.#type();
      this.#expect(/>/);
      return { is: 'list', of };
    }
    if (this.#take(/\{\s*\[key: string\]: /)) {
      const of = this.#type();
      this.#expect(/;\s*\}/);
      return { is: 'map', of };
    }
    if (this.#take(/\{/)) return { is: 'struct', properties: this.properties() };
    const first = this.#take(/"([^"]*)"/);
    if (first !== undefined) {
      const values = [first];
      while (this.#take(/ \| /)) values.push(this.#expect(/"([^"]*)"/));
      return { is: 'enum', values };
    }
    const word = this.#expect(/[A-Za-z0-9_]+/);
    if (word === 'string' || word === 'number' || word === 'boolean') return { is: word };
    return word === 'unknown' || word === 'any' ? { is: 'any' } : { is: 'reference', id: word };
  }
}
