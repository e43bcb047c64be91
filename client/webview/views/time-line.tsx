// Play, pause, step and scrub through what happens. The picture above follows.

import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Moment } from '../picture.ts';
import { texts } from '../texts/en.ts';

export interface TimeLineProperties {
  readonly moments: readonly Moment[];
  readonly current: number;
  readonly choose: (index: number) => void;
}

const MILLISECONDS_PER_STEP = 650;

export function TimeLine(properties: TimeLineProperties): VNode {
  const { moments, current, choose } = properties;
  const [isPlaying, setPlaying] = useState(false);
  const last = moments.length - 1;

  useEffect(() => {
    if (!isPlaying) return;
    if (current >= last) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => choose(current + 1), MILLISECONDS_PER_STEP);
    return () => clearTimeout(timer);
  }, [isPlaying, current, last, choose]);

  const moment = moments[current];
  if (!moment) return <p class="time-line">{texts.noMoments}</p>;
  const play = (): void => {
    if (!isPlaying && current >= last) choose(0);
    setPlaying(!isPlaying);
  };
  const step = (index: number): void => {
    setPlaying(false);
    choose(Math.max(0, Math.min(last, index)));
  };
  return (
    <section class="time-line" aria-label={texts.timeline}>
      <div class="controls">
        <Button label={texts.first} path="M3 2h2v12H3zM14 2v12L6 8z" act={() => step(0)} isDisabled={current === 0} />
        <Button label={texts.back} path="M12 2v12L3 8z" act={() => step(current - 1)} isDisabled={current === 0} />
        <button type="button" class="play" onClick={play}>
          {isPlaying ? texts.pause : texts.play}
        </button>
        <Button label={texts.forward} path="M4 2v12l9-6z" act={() => step(current + 1)} isDisabled={current === last} />
        <Button
          label={texts.last}
          path="M11 2h2v12h-2zM2 2v12l8-6z"
          act={() => step(last)}
          isDisabled={current === last}
        />
        <input
          type="range"
          min={0}
          max={last}
          value={current}
          aria-label={texts.timeline}
          aria-valuetext={`${texts.moment(current, moments.length)}: ${moment.title}`}
          onInput={(event) => step(Number(event.currentTarget.value))}
        />
        <span class="position">{texts.moment(current, moments.length)}</span>
      </div>
      <p class="cause" aria-live={isPlaying ? 'off' : 'polite'}>
        <strong>{moment.title}</strong> {moment.cause}
      </p>
    </section>
  );
}

function Button(properties: {
  readonly label: string;
  /** Drawn in a square of 16. */
  readonly path: string;
  readonly act: () => void;
  readonly isDisabled: boolean;
}): VNode {
  return (
    <button
      type="button"
      class="icon"
      aria-label={properties.label}
      title={properties.label}
      disabled={properties.isDisabled}
      onClick={properties.act}
    >
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path d={properties.path} fill="currentColor" />
      </svg>
    </button>
  );
}
