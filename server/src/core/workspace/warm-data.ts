// Trees and values that can be made again from texts, kept for a while: the latest stay, the oldest go. Ten thousand
// manifests are known by name all the time; the whole of a few hundred is in memory at once.

/** UTF-16 code units of text whose trees and values stay in memory. A tree takes about 25 bytes for each. */
export const WARM_TEXT_LENGTH = 3_000_000;

export interface Releasable {
  /** Forgets what can be made again. */
  release(): void;
}

export class WarmData {
  readonly #limit: number;
  #queue: { readonly item: Releasable; readonly weight: number }[] = [];
  #first = 0;
  #weight = 0;

  constructor(limit: number = WARM_TEXT_LENGTH) {
    this.#limit = limit;
  }

  /** Notes that something was made; `weight` is the length of the text that it was made of. */
  add(item: Releasable, weight: number): void {
    this.#queue.push({ item, weight });
    this.#weight += weight;
    // The newest stays, however large: it is in use right now.
    while (this.#weight > this.#limit && this.#first < this.#queue.length - 1) this.#releaseFirst();
    if (this.#first > 1000 && this.#first * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#first);
      this.#first = 0;
    }
  }

  #releaseFirst(): void {
    const oldest = this.#queue[this.#first];
    this.#first += 1;
    if (oldest === undefined) return;
    this.#weight -= oldest.weight;
    oldest.item.release();
  }
}
