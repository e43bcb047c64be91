// The whole page: what is shown, at which moment, and what was tried.

import type { ComponentChildren, VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type {
  FromPage,
  PreviewModel,
  SetIdentity,
  SourcePlace,
} from '../../../server/src/protocol/preview-messages.ts';
import { debugTexts } from '../debug-texts.ts';
import { exportJson, exportMarkdown, exportPicture } from '../export.ts';
import type { Picture } from '../picture.ts';
import type { Run } from '../run.ts';
import { texts } from '../texts/en.ts';
import {
  type Assumed,
  NOTHING_TRIED,
  scenarioText,
  type Tried,
  type TriedStep,
  valuesToWrite,
  withStep,
} from '../tried.ts';
import { Change } from './change.tsx';
import { Findings } from './findings.tsx';
import { Names } from './names.tsx';
import { type Cursor, Overview } from './overview.tsx';
import { Storage } from './storage.tsx';
import { TimeLine } from './time-line.tsx';
import { PodActions, Try } from './try.tsx';

export type Tab = keyof typeof texts.tabs;

export interface PageProperties {
  readonly model: PreviewModel;
  readonly isPinned: boolean;
  readonly cursor: Cursor | null;
  readonly send: (message: FromPage) => void;
  /** Runs the simulation for the model and what is tried. */
  readonly simulate: (model: PreviewModel, tried: Tried) => Run;
  readonly tab: Tab;
  readonly chooseTab: (tab: Tab) => void;
}

const TABS: readonly Tab[] = ['overview', 'names', 'storage', 'change', 'findings'];

export function Page(properties: PageProperties): VNode {
  const { model, send } = properties;
  if (!model.set) return <Empty insert={() => send({ type: 'insert-snippet' })} />;
  // A set of its own state: choosing another one forgets what was tried with this one.
  const key = `${model.set.uri} ${model.set.namespace} ${model.set.name}`;
  return <SetPage key={key} set={model.set} {...properties} />;
}

function Empty(properties: { readonly insert: () => void }): VNode {
  return (
    <div class="empty">
      <h1>{texts.nothing}</h1>
      <p>{texts.nothingExplained}</p>
      <button type="button" class="primary" onClick={properties.insert}>
        {texts.insertSnippet}
      </button>
    </div>
  );
}

function SetPage(properties: PageProperties & { readonly set: SetIdentity }): VNode {
  const { model, set, send, simulate, cursor, tab, chooseTab } = properties;
  const [tried, setTried] = useState<Tried>(NOTHING_TRIED);
  // The end is followed until somebody steps back.
  const [chosen, setChosen] = useState<number | null>(null);
  const run = useMemo(() => simulate(model, tried), [simulate, model, tried]);
  const end = Math.max(0, run.moments.length - 1);
  const current = chosen === null ? end : Math.min(chosen, end);
  const picture = useMemo(() => run.pictureAt(current), [run, current]);

  const happen = (step: TriedStep): void => {
    setTried((old) => withStep(old, step));
    setChosen(null);
  };
  const assume = (assumed: Assumed): void => {
    setTried((old) => ({ ...old, assumed: { ...old.assumed, ...assumed } }));
    setChosen(null);
  };
  const copy = (text: string): void => send({ type: 'copy', text });
  const lead = (kind: string, name: string, field: string): void => {
    const place = placeOf(model, kind, name, field);
    if (place) send({ type: 'reveal', place });
  };
  const manifest = set.uri.slice(set.uri.lastIndexOf('/') + 1);
  const declared = declaredOf(model, set);

  return (
    <div class="page">
      <Top picture={picture} {...properties} />
      <Banners model={model} failure={run.failure} reveal={(place) => send({ type: 'reveal', place })} />
      <Tabs tab={tab} choose={chooseTab} count={model.findings.length} />
      <div class="content" role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'overview' && (
          <div class="columns">
            <Overview
              picture={picture}
              lead={lead}
              cursor={cursor}
              podActions={(pod) => (
                <PodActions
                  pod={pod}
                  isBroken={pod.state === 'not-ready' || isBroken(tried, pod.name)}
                  happen={happen}
                />
              )}
            />
            <Try
              picture={picture}
              tried={tried}
              declared={declared}
              minor={model.minor}
              minors={model.minors}
              hasDefaultClass={model.defaultStorageClass !== null}
              canWrite={valuesToWrite(tried).length > 0}
              assume={assume}
              happen={happen}
              reset={() => setTried(NOTHING_TRIED)}
              write={() => {
                send({ type: 'write', set, values: valuesToWrite(tried) });
                setTried(NOTHING_TRIED);
              }}
              save={() =>
                send({
                  type: 'save',
                  suggestedName: `${set.name}.scenario.yaml`,
                  text: scenarioText(set, tried, manifest),
                })
              }
            />
          </div>
        )}
        {tab === 'names' && <Names picture={picture} copy={copy} debug={debugTexts(picture)} />}
        {tab === 'storage' && <Storage picture={picture} />}
        {tab === 'change' && <Change model={model} simulate={simulate} />}
        {tab === 'findings' && (
          <Findings
            findings={model.findings}
            reveal={(finding) => send({ type: 'reveal', place: finding.place })}
            fix={(finding, fix) => send({ type: 'fix', finding: finding.id, fix })}
          />
        )}
      </div>
      <TimeLine moments={run.moments} current={current} choose={setChosen} />
    </div>
  );
}

function Top(properties: PageProperties & { readonly set: SetIdentity; readonly picture: Picture }): VNode {
  const { model, set, picture, isPinned, send } = properties;
  const keyOf = (each: SetIdentity): string => `${each.uri} ${each.namespace} ${each.name}`;
  const save = (name: string, text: string): void => send({ type: 'save', suggestedName: name, text });
  return (
    <header class="top">
      <h1>{set.name}</h1>
      <label>
        {texts.chooseSet}
        <select
          value={keyOf(set)}
          onChange={(event) => {
            const wanted = model.sets.find((each) => keyOf(each) === event.currentTarget.value);
            if (wanted) send({ type: 'pick', set: wanted });
          }}
        >
          {model.sets.map((each) => (
            <option key={keyOf(each)} value={keyOf(each)} selected={keyOf(each) === keyOf(set)}>
              {each.namespace}/{each.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={isPinned}
          onChange={(event) => send({ type: 'pin', isPinned: event.currentTarget.checked })}
        />
        {texts.pin}
      </label>
      <span class="assumptions grow">
        {texts.kubernetes(model.minor)} · {texts.defaultClass(model.defaultStorageClass)} · {model.clusterDomain}
      </span>
      <span class="exports">
        {texts.exportAs}:{' '}
        <button type="button" onClick={() => save(`${set.name}.svg`, exportPicture(picture))}>
          {texts.exportPicture}
        </button>{' '}
        <button type="button" onClick={() => save(`${set.name}.md`, exportMarkdown(picture))}>
          {texts.exportMarkdown}
        </button>{' '}
        <button type="button" onClick={() => save(`${set.name}.json`, exportJson(picture))}>
          {texts.exportJson}
        </button>
      </span>
    </header>
  );
}

function Banners(properties: {
  readonly model: PreviewModel;
  readonly failure: string;
  readonly reveal: (place: SourcePlace) => void;
}): VNode {
  const { model, failure, reveal } = properties;
  return (
    <div aria-live="polite">
      {model.isStale && <Banner>{texts.stale}</Banner>}
      {failure && (
        <Banner>
          {texts.simulationFailed}: {failure}
        </Banner>
      )}
      {model.refusals.length > 0 && (
        <div class="banner refused">
          <strong>{texts.refused}</strong>
          <ul>
            {model.refusals.map((refusal) => (
              <li key={`${refusal.field} ${refusal.message}`}>
                <button type="button" class="link" onClick={() => reveal(refusal.place)}>
                  {refusal.field}
                </button>{' '}
                {refusal.message}
              </li>
            ))}
          </ul>
          <p>{texts.hypothetical}</p>
        </div>
      )}
    </div>
  );
}

function Banner(properties: { readonly children: ComponentChildren }): VNode {
  return <p class="banner">{properties.children}</p>;
}

function Tabs(properties: { readonly tab: Tab; readonly choose: (tab: Tab) => void; readonly count: number }): VNode {
  const { tab, choose, count } = properties;
  const move = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={texts.title} onKeyDown={move}>
      {TABS.map((each) => (
        <button
          key={each}
          id={`tab-${each}`}
          type="button"
          role="tab"
          aria-selected={each === tab}
          aria-controls="panel"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => choose(each)}
        >
          {each === 'findings' && count > 0 ? `${texts.tabs[each]} (${count})` : texts.tabs[each]}
        </button>
      ))}
    </div>
  );
}

/** Whether the steps tried so far leave this Pod broken. */
function isBroken(tried: Tried, pod: string): boolean {
  let broken = false;
  for (const step of tried.steps) {
    if ('neverReady' in step && step.neverReady.pods.includes(pod)) broken = true;
    if ('ready' in step && step.ready.pods.includes(pod)) broken = false;
  }
  return broken;
}

/** The place of a field, or of the nearest field above it, or of the object. */
function placeOf(model: PreviewModel, kind: string, name: string, field: string): SourcePlace | undefined {
  const object = model.objects.find((each) => each.kind === kind && each.name === name);
  if (!object) return undefined;
  for (let path = field; path !== ''; path = path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0))) {
    const place = object.fields[path];
    if (place) return place;
  }
  return object.place;
}

/** What the manifest says about the fields that can be tried. */
function declaredOf(
  model: PreviewModel,
  set: SetIdentity,
): { readonly partition: number; readonly start: number; readonly policy: string; readonly image: string } {
  const found = model.objects.find(
    (each) => each.kind === 'StatefulSet' && each.name === set.name && each.namespace === set.namespace,
  );
  const spec = member(found?.object, 'spec');
  const container = member(member(member(member(spec, 'template'), 'spec'), 'containers'), '0');
  return {
    partition: numberOf(member(member(member(spec, 'updateStrategy'), 'rollingUpdate'), 'partition')),
    start: numberOf(member(member(spec, 'ordinals'), 'start')),
    policy: textOf(member(spec, 'podManagementPolicy')),
    image: textOf(member(container, 'image')),
  };
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
