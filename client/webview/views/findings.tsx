// What is reported about the set, with the repairs as buttons.

import type { VNode } from 'preact';
import type { PreviewFinding } from '../../../server/src/protocol/preview-messages.ts';
import { texts } from '../texts/en.ts';

export interface FindingsProperties {
  readonly findings: readonly PreviewFinding[];
  readonly reveal: (finding: PreviewFinding) => void;
  readonly fix: (finding: PreviewFinding, fix: string) => void;
}

export function Findings(properties: FindingsProperties): VNode {
  const { findings, reveal, fix } = properties;
  if (findings.length === 0) return <p class="explanation">{texts.noFindings}</p>;
  return (
    <ul class="findings" aria-label={texts.tabs.findings}>
      {findings.map((finding) => (
        <li key={finding.id} class={`finding ${finding.severity}`}>
          <span class="severity">{finding.severity}</span>
          <button type="button" class="link" onClick={() => reveal(finding)}>
            {finding.message}
          </button>
          <span class="rule">{finding.rule}</span>
          {finding.fixes.length > 0 && (
            <div class="fixes">
              {finding.fixes.map((each) => (
                <button type="button" key={each.id} onClick={() => fix(finding, each.id)}>
                  {each.title}
                </button>
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
