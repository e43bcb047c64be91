// The modules that `scripts/generate.ts` writes into an ignored folder, so that types are checked without them.

declare module '#kubernetes-structure' {
  export const structure: import('./structure-table.ts').StructureTable;
}

declare module '#kubernetes-texts' {
  /** Place such as `PodSpec.containers`, or a struct's name, to the index of its text. */
  export const texts: { readonly places: Readonly<Record<string, number>>; readonly distinct: readonly string[] };
}
