// Playing with the set without touching its file.

import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Picture, PodPicture } from '../picture.ts';
import { texts } from '../texts/en.ts';
import type { Assumed, Tried, TriedStep } from '../tried.ts';
import { isNothingTried } from '../tried.ts';

export interface TryProperties {
  readonly picture: Picture;
  readonly tried: Tried;
  readonly declared: {
    readonly partition: number;
    readonly start: number;
    readonly policy: string;
    readonly image: string;
  };
  readonly minor: number;
  readonly minors: readonly number[];
  readonly hasDefaultClass: boolean;
  readonly canWrite: boolean;
  readonly assume: (assumed: Assumed) => void;
  readonly happen: (step: TriedStep) => void;
  readonly reset: () => void;
  readonly write: () => void;
  readonly save: () => void;
}

/** Highest count that the slider reaches; the number beside it takes more. */
const SLIDER_END = 20;
const POLICIES = ['OrderedReady', 'Parallel'];

export function Try(properties: TryProperties): VNode {
  const { picture, tried, declared, minor, minors, hasDefaultClass, assume, happen, reset, write, save } = properties;
  const [image, setImage] = useState<string | null>(null);
  const { name } = picture;
  const scale = (replicas: number): void => {
    if (Number.isSafeInteger(replicas) && replicas >= 0) happen({ scale: { name, replicas } });
  };
  return (
    <section class="try" aria-label={texts.tryTitle}>
      <fieldset>
        <legend>{texts.happenTitle}</legend>
        <label>
          {texts.replicas}
          <input
            type="range"
            min={0}
            max={Math.max(SLIDER_END, picture.replicas)}
            value={picture.replicas}
            onInput={(event) => scale(Number(event.currentTarget.value))}
          />
          <input
            type="number"
            min={0}
            max={2147483647}
            value={picture.replicas}
            aria-label={texts.replicas}
            onChange={(event) => scale(Number(event.currentTarget.value))}
          />
        </label>
        <label>
          {texts.image}
          <input
            type="text"
            spellcheck={false}
            value={image ?? declared.image}
            onInput={(event) => setImage(event.currentTarget.value)}
          />
          <button type="button" onClick={() => happen({ setImage: { name, image: image ?? declared.image } })}>
            {texts.setImage}
          </button>
        </label>
        <div class="buttons">
          <button type="button" onClick={() => happen({ rolloutRestart: { name } })}>
            {texts.restart}
          </button>
          <button type="button" onClick={() => happen({ rolloutUndo: { name } })}>
            {texts.undo}
          </button>
          <button type="button" onClick={() => happen({ deleteStatefulSet: { name, cascade: 'background' } })}>
            {texts.deleteSet}
          </button>
        </div>
        <ul class="nodes" aria-label="Nodes">
          {picture.nodes.map((node) => (
            <li key={node.name}>
              <span>
                {[
                  node.name,
                  ...(node.isAssumed ? [texts.nodeAssumed] : []),
                  ...(node.isReady ? [] : [texts.nodeDown]),
                  ...(node.isCordoned ? [texts.nodeCordoned] : []),
                ].join(' · ')}
              </span>
              {node.isCordoned ? (
                <Action label={texts.uncordon(node.name)} act={() => happen({ uncordon: { node: node.name } })} />
              ) : (
                <Action label={texts.drain(node.name)} act={() => happen({ drain: { node: node.name } })} />
              )}
              {node.isReady ? (
                <Action label={texts.lose(node.name)} act={() => happen({ nodeLost: { node: node.name } })} />
              ) : (
                <Action label={texts.bringBack(node.name)} act={() => happen({ nodeBack: { node: node.name } })} />
              )}
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset>
        <legend>{texts.assumeTitle}</legend>
        <Choice
          label={texts.podManagementPolicy}
          value={tried.assumed.podManagementPolicy ?? declared.policy}
          options={POLICIES.map((policy) => ({ value: policy, label: policy }))}
          choose={(policy) => assume({ podManagementPolicy: policy })}
        />
        <Whole
          label={texts.partition}
          value={tried.assumed.partition ?? declared.partition}
          choose={(partition) => assume({ partition })}
        />
        <Whole
          label={texts.startOrdinal}
          value={tried.assumed.start ?? declared.start}
          choose={(start) => assume({ start })}
        />
        <Choice
          label={texts.version}
          value={String(tried.assumed.minor ?? minor)}
          options={minors.map((each) => ({ value: String(each), label: texts.kubernetes(each) }))}
          choose={(value) => assume({ minor: Number(value) })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={tried.assumed.hasDefaultClass ?? hasDefaultClass}
            onChange={(event) => assume({ hasDefaultClass: event.currentTarget.checked })}
          />
          {texts.hasDefaultClass}
        </label>
      </fieldset>
      <div class="buttons">
        <button type="button" class="primary" disabled={!properties.canWrite} onClick={write}>
          {texts.write}
        </button>
        <button type="button" onClick={save}>
          {texts.save}
        </button>
        <button type="button" disabled={isNothingTried(tried)} onClick={reset}>
          {texts.reset}
        </button>
      </div>
    </section>
  );
}

/** What can be done to one Pod, as a row of small buttons in its card. */
export function PodActions(properties: {
  readonly pod: PodPicture;
  readonly isBroken: boolean;
  readonly happen: (step: TriedStep) => void;
}): VNode | null {
  const { pod, isBroken, happen } = properties;
  if (pod.state === 'absent') return null;
  return (
    <span class="pod-actions">
      <Action
        label={isBroken ? texts.mendPod(pod.name) : texts.breakPod(pod.name)}
        sign={isBroken ? '✓' : '⚠'}
        act={() => happen(isBroken ? { ready: { pods: [pod.name] } } : { neverReady: { pods: [pod.name] } })}
      />
      <Action label={texts.deletePod(pod.name)} sign="✕" act={() => happen({ deletePod: { name: pod.name } })} />
    </span>
  );
}

function Action(properties: { readonly label: string; readonly sign?: string; readonly act: () => void }): VNode {
  const { label, sign, act } = properties;
  return (
    <button type="button" class={sign ? 'icon' : ''} aria-label={label} title={label} onClick={act}>
      {sign ? <span aria-hidden="true">{sign}</span> : label}
    </button>
  );
}

function Choice(properties: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (value: string) => void;
}): VNode {
  const { label, value, options, choose } = properties;
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Whole(properties: {
  readonly label: string;
  readonly value: number;
  readonly choose: (value: number) => void;
}): VNode {
  const { label, value, choose } = properties;
  return (
    <label>
      {label}
      <input
        type="number"
        min={0}
        max={2147483647}
        value={value}
        onChange={(event) => {
          const wanted = Number(event.currentTarget.value);
          if (Number.isSafeInteger(wanted) && wanted >= 0) choose(wanted);
        }}
      />
    </label>
  );
}
