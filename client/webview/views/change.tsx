// What the edit would do to the running set: the committed version against the one in the editor.

import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PreviewModel } from '../../../server/src/protocol/preview-messages.ts';
import { changeBetween } from '../change-between.ts';
import type { Run } from '../run.ts';
import { texts } from '../texts/en.ts';
import type { Tried } from '../tried.ts';

export function Change(properties: {
  readonly model: PreviewModel;
  readonly simulate: (model: PreviewModel, tried: Tried) => Run;
}): VNode {
  const { model, simulate } = properties;
  const change = useMemo(() => changeBetween(model, simulate), [model, simulate]);
  if (!model.committed || !change) return <p class="explanation">{texts.committedNone}</p>;
  const { forbidden } = model.committed;
  return (
    <div class="change">
      <h2>{texts.committedTitle(model.committed.reference)}</h2>
      {forbidden.length > 0 && (
        <section>
          <h3>{texts.committedForbidden}</h3>
          <List items={forbidden.map((refusal) => `${refusal.field}: ${refusal.message}`)} />
        </section>
      )}
      <section>
        <h3>{change.restarts.length > 0 ? texts.committedRestart : texts.committedNoRestart}</h3>
        <List items={change.restarts} isOrdered />
      </section>
      <section>
        <h3>{texts.committedAppear}</h3>
        <List items={change.appear} />
      </section>
      <section>
        <h3>{texts.committedVanish}</h3>
        <List items={change.vanish} />
      </section>
    </div>
  );
}

function List(properties: { readonly items: readonly string[]; readonly isOrdered?: boolean }): VNode {
  const rows = properties.items.map((item) => <li key={item}>{item}</li>);
  return properties.isOrdered ? <ol>{rows}</ol> : <ul class="plain-list">{rows}</ul>;
}
