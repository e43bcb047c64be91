/** For the default branch of a switch over a union: a new member makes the call fail to compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`);
}
