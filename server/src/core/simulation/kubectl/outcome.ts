// What a command of kubectl did: its lines and exit code, or that its object does not exist.

export type Outcome =
  | { readonly type: 'done'; readonly output: readonly string[]; readonly exitCode: 0 | 1 }
  | { readonly type: 'missing'; readonly kind: string; readonly name: string };

export function done(...output: string[]): Outcome {
  return { type: 'done', output, exitCode: 0 };
}

export function failed(...output: string[]): Outcome {
  return { type: 'done', output, exitCode: 1 };
}

export function missing(kind: string, name: string): Outcome {
  return { type: 'missing', kind, name };
}
