// What is to happen at a later logical time: a heap of moments, each with its items in the order in which they came.

export interface Timers<T> {
  add(time: number, item: T): void;
  /** Takes the earliest moment with everything that is due at it. */
  next(): { readonly time: number; readonly items: readonly T[] } | undefined;
}

export function createTimers<T>(): Timers<T> {
  const itemsByTime = new Map<number, T[]>();
  const heap: number[] = [];

  const at = (index: number): number => heap[index] ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const value = at(a);
    heap[a] = at(b);
    heap[b] = value;
  };

  return {
    add(time, item) {
      const items = itemsByTime.get(time);
      if (items) {
        items.push(item);
        return;
      }
      itemsByTime.set(time, [item]);
      heap.push(time);
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (at(parent) <= at(child)) break;
        swap(parent, child);
        child = parent;
      }
    },
    next() {
      const time = heap[0];
      if (time === undefined) return undefined;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        for (let parent = 0; ; ) {
          const left = parent * 2 + 1;
          const smaller = at(left + 1) < at(left) ? left + 1 : left;
          if (at(smaller) >= at(parent)) break;
          swap(parent, smaller);
          parent = smaller;
        }
      }
      const items = itemsByTime.get(time) ?? [];
      itemsByTime.delete(time);
      return { time, items };
    },
  };
}
