// Which ordinals of a set still need a look. Everything below the frontier that is not listed was found to be in order
// and has not changed since, so that a sync of a thousand settled Pods looks at none of them.

export interface Attention {
  /** Something about this ordinal changed. */
  touch(ordinal: number): void;
  /** Everything from `start` on must be looked at again. */
  reset(start: number): void;
  /**
   * Visits the ordinals that need a look up to `end`, lowest first. `look` says whether the ordinal is in order
   * (`settled`), must be looked at again (`open`), or ends the visit as well (`stop`).
   *
   * @returns whether the visit came to its end without `stop`.
   */
  visit(end: number, look: (ordinal: number) => 'settled' | 'open' | 'stop'): boolean;
}

export function createAttention(): Attention {
  let frontier = 0;
  const heap: number[] = [];
  const listed = new Set<number>();
  const at = (index: number): number => heap[index] ?? Number.POSITIVE_INFINITY;

  const push = (ordinal: number): void => {
    if (listed.has(ordinal)) return;
    listed.add(ordinal);
    heap.push(ordinal);
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (at(parent) <= at(child)) break;
      [heap[parent], heap[child]] = [at(child), at(parent)];
      child = parent;
    }
  };
  const pop = (): number | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    listed.delete(first);
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let parent = 0; ; ) {
      const left = parent * 2 + 1;
      const smaller = at(left + 1) < at(left) ? left + 1 : left;
      if (at(smaller) >= at(parent)) return first;
      [heap[parent], heap[smaller]] = [at(smaller), at(parent)];
      parent = smaller;
    }
  };

  return {
    touch(ordinal) {
      if (ordinal < frontier) push(ordinal);
    },
    reset(start) {
      frontier = start;
      heap.length = 0;
      listed.clear();
    },
    visit(end, look) {
      const again: number[] = [];
      let isComplete = true;
      for (;;) {
        const isListed = heap.length > 0;
        const ordinal = isListed ? pop() : frontier;
        if (ordinal === undefined || ordinal > end) {
          if (isListed && ordinal !== undefined) again.push(ordinal);
          break;
        }
        if (!isListed) frontier += 1;
        const result = look(ordinal);
        if (result !== 'settled') again.push(ordinal);
        if (result === 'stop') {
          isComplete = false;
          break;
        }
      }
      for (const ordinal of again) push(ordinal);
      return isComplete;
    },
  };
}
