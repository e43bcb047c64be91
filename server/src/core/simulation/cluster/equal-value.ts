// Plain values compared by content, and shared where they are equal, so that identity tells whether something changed.

/** The new value, with every part of it that equals the old one's replaced by the old one's. */
export function sharing<T>(before: unknown, after: T): T {
  if (before === after) return after;
  if (Array.isArray(before) && Array.isArray(after)) {
    const items: unknown[] = after.map((item, index) => sharing(before[index], item));
    const isEqual = items.length === before.length && items.every((item, index) => item === before[index]);
    // The list is `after` with equal parts exchanged for equal parts.
    return (isEqual ? before : items) as T;
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = Object.keys(after);
    const fields: Record<string, unknown> = {};
    for (const key of keys) fields[key] = sharing(before[key], after[key]);
    const isEqual = keys.length === Object.keys(before).length && keys.every((key) => fields[key] === before[key]);
    // As above.
    return (isEqual ? before : fields) as T;
  }
  return after;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
