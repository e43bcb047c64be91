// Plain data as the API server's JSON decoder sees it. No spans, no YAML: those stay in `yaml/` and `model/`.

/**
 * A JSON value. Integers outside the safe range of a double are `bigint`, so that no digit is lost.
 * Objects have no prototype, therefore a key such as `__proto__` is an ordinary key.
 */
export type PlainValue = null | boolean | string | number | bigint | readonly PlainValue[] | PlainObject;

export interface PlainObject {
  readonly [key: string]: PlainValue;
}

/** Keys and list positions from the top of an object: `['spec', 'ports', 0, 'name']`. */
export type Path = readonly (string | number)[];

export function isPlainObject(value: PlainValue | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at `path`, or `undefined` where any step is missing or of another type. */
export function valueAt(root: PlainValue | undefined, path: Path): PlainValue | undefined {
  let value: PlainValue | undefined = root;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isPlainObject(value) && typeof step === 'string' && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}
