// Which existing name somebody may have meant. Says nothing where two names are equally near.

/** The one candidate that differs by a slip of the keyboard; `undefined` where none does or several do. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const most = name.length <= 4 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = most + 1;
  let isTie = false;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > most) continue;
    if (differsOnlyInDigits(name, candidate)) continue;
    const distance = editDistance(name, candidate, most);
    if (distance < bestDistance) [best, bestDistance, isTie] = [candidate, distance, false];
    else if (distance === bestDistance) isTie = true;
  }
  return bestDistance <= most && !isTie ? best : undefined;
}

/** `db-0` and `db-1`, `app-v1` and `app-v2` are different things with purpose, no slips. */
function differsOnlyInDigits(a: string, b: string): boolean {
  return (
    a.replaceAll(/\d+/g, '0') === b.replaceAll(/\d+/g, '0') || a.replaceAll(/\d+/g, '') === b.replaceAll(/\d+/g, '')
  );
}

/** Insertions, deletions, replacements and swaps of neighbours; anything above `most` is `most + 1`. */
export function editDistance(a: string, b: string, most: number): number {
  let previous: number[] = [];
  let current: number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min((current[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (current[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (previous[j - 2] ?? 0) + 1);
      next.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > most) return most + 1;
    [previous, current] = [current, next];
  }
  return Math.min(current[b.length] ?? 0, most + 1);
}
