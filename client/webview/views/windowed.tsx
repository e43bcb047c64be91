// Draws only the rows that can be seen of a long list. Rows have one height each, measured from the first that is
// drawn; elements keep their identity by key, so focus and selection survive an update.

import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface WindowedProperties<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly draw: (item: Item) => ComponentChildren;
  /** Height of a row before one was measured, in CSS pixels. */
  readonly expectedHeight: number;
  /** Smallest width of a column in CSS pixels; one column where absent. */
  readonly columnWidth?: number;
  readonly className: string;
  readonly label: string;
}

/** Lists of at most this many items are drawn whole. */
const DRAWN_WHOLE = 60;
const SPARE_ROWS = 4;

/**
 * A list in one or more columns.
 * @param properties the items, and how one of them is drawn; `keyOf` is unique among the items.
 */
export function Windowed<Item>(properties: WindowedProperties<Item>): VNode {
  const { items, keyOf, draw, expectedHeight, columnWidth, className, label } = properties;
  const box = useRef<HTMLUListElement>(null);
  const [view, setView] = useState({ top: 0, height: 900, width: 400, rowHeight: expectedHeight });

  useLayoutEffect(() => {
    const measure = (): void => {
      const list = box.current;
      if (!list) return;
      const first = list.querySelector<HTMLElement>('.windowed-item');
      const rectangle = list.getBoundingClientRect();
      const rowHeight = first ? first.offsetHeight + rowGap(list) : expectedHeight;
      const next = { top: Math.max(0, -rectangle.top), height: window.innerHeight, width: list.clientWidth, rowHeight };
      setView((old) =>
        old.top === next.top &&
        old.height === next.height &&
        old.width === next.width &&
        old.rowHeight === next.rowHeight
          ? old
          : next,
      );
    };
    measure();
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('scroll', measure);
      window.removeEventListener('resize', measure);
    };
  }, [items.length, expectedHeight]);

  const columns = columnWidth === undefined ? 1 : Math.max(1, Math.floor(view.width / columnWidth));
  const rows = Math.ceil(items.length / columns);
  const isWhole = items.length <= DRAWN_WHOLE;
  const firstRow = isWhole ? 0 : Math.max(0, Math.min(rows - 1, Math.floor(view.top / view.rowHeight) - SPARE_ROWS));
  const lastRow = isWhole ? rows : Math.min(rows, Math.ceil((view.top + view.height) / view.rowHeight) + SPARE_ROWS);
  return (
    <div
      class="windowed"
      style={{ paddingTop: `${firstRow * view.rowHeight}px`, paddingBottom: `${(rows - lastRow) * view.rowHeight}px` }}
    >
      <ul
        class={className}
        ref={box}
        aria-label={label}
        style={columnWidth === undefined ? {} : { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      >
        {items.slice(firstRow * columns, lastRow * columns).map((item, index) => (
          <li
            class="windowed-item"
            key={keyOf(item)}
            aria-setsize={items.length}
            aria-posinset={firstRow * columns + index + 1}
          >
            {draw(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function rowGap(list: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(list).rowGap) || 0;
}
