// Every DNS name of the set with its answer, and how to ask a real cluster for exactly these names.

import type { VNode } from 'preact';
import type { NamePicture, Picture } from '../picture.ts';
import { texts } from '../texts/en.ts';
import { Windowed } from './windowed.tsx';

export interface NamesProperties {
  readonly picture: Picture;
  readonly copy: (text: string) => void;
  /** A Pod's manifest and a command line for looking these names up on the cluster. */
  readonly debug: { readonly manifest: string; readonly command: string };
}

const GROUPS: readonly NamePicture['group'][] = ['service', 'pod', 'srv', 'short', 'unresolved'];

export function Names(properties: NamesProperties): VNode {
  const { picture, copy, debug } = properties;
  return (
    <div class="names">
      {GROUPS.map((group) => {
        const names = picture.names.filter((name) => name.group === group);
        if (names.length === 0) return null;
        return (
          <section key={group} aria-label={texts.nameGroups[group]}>
            <h2>{texts.nameGroups[group]}</h2>
            <Windowed
              items={names}
              keyOf={(name) => `${name.type} ${name.name}`}
              draw={(name) => <NameRow name={name} copy={copy} />}
              expectedHeight={30}
              className="rows"
              label={texts.nameGroups[group]}
            />
          </section>
        );
      })}
      <section aria-label={texts.debug}>
        <h2>{texts.debug}</h2>
        <CodeBlock title={texts.debugManifest} text={debug.manifest} copy={copy} />
        <CodeBlock title={texts.debugCommand} text={debug.command} copy={copy} />
      </section>
    </div>
  );
}

function NameRow(properties: { readonly name: NamePicture; readonly copy: (text: string) => void }): VNode {
  const { name, copy } = properties;
  return (
    <div class="name-row">
      <code class="dns">{name.name}</code>
      <span class="type">{name.type}</span>
      <span class="answer">{name.answers.length > 0 ? name.answers.join(', ') : name.reason}</span>
      <button type="button" aria-label={`${texts.copy} ${name.name}`} onClick={() => copy(name.name)}>
        {texts.copy}
      </button>
    </div>
  );
}

function CodeBlock(properties: {
  readonly title: string;
  readonly text: string;
  readonly copy: (text: string) => void;
}): VNode {
  const { title, text, copy } = properties;
  return (
    <div class="code-block">
      <div class="line">
        <h3>{title}</h3>
        <button type="button" aria-label={`${texts.copy}: ${title}`} onClick={() => copy(text)}>
          {texts.copy}
        </button>
      </div>
      <textarea class="code" readOnly rows={Math.min(20, text.split('\n').length)} aria-label={title} value={text} />
    </div>
  );
}
