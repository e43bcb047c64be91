/** Compares a predicted simulation with a recording; both are plain data in the form of `../README.md`. */
export function compareSimulation(
  recording: unknown,
  found: unknown,
): { readonly differences: readonly string[]; readonly byPart: Readonly<Record<string, boolean>> };
