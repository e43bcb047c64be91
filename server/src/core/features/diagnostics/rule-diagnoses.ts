// What the rules find about one object, as findings with sentences and places.

import { fixTitleOf, messageOf, relatedTextOf } from '../../rules/finding-texts.ts';
import type { Finding } from '../../rules/rule.ts';
import { checkResource, fixesOf, type RuleSettings } from '../../rules/run-rules.ts';
import type { Resource, Snapshot, UnitView, WorkspaceDocument } from '../../workspace/snapshot.ts';
import type { Diagnosis, RelatedDiagnosis } from './diagnosis.ts';
import { fieldText } from './field-text.ts';
import { spanOfPlace } from './place-span.ts';

export function ruleDiagnoses(
  snapshot: Snapshot,
  document: WorkspaceDocument,
  resource: Resource,
  unit: UnitView,
  settings: RuleSettings,
): readonly Diagnosis[] {
  return checkResource(resource, unit, settings).map((finding) => ({
    source: 'rule',
    rule: finding.rule,
    severity: finding.severity,
    document,
    manifest: resource.manifest,
    span: spanOfPlace(resource.manifest, finding.place),
    message: messageOf(finding),
    field: fieldText(finding.place.at),
    isRefused: false,
    facts: finding.facts,
    related: relatedOf(snapshot, finding),
    fixes: fixesOf(finding).map((fix) => ({ ...fix, title: fixTitleOf(finding, fix.id) })),
    finding,
  }));
}

function relatedOf(snapshot: Snapshot, finding: Finding): readonly RelatedDiagnosis[] {
  return finding.related.flatMap((related) => {
    const { file, manifest } = related.resource;
    const placed = snapshot.files.get(file)?.documents.find(({ document }) => document.manifests.includes(manifest));
    if (placed === undefined) return [];
    const span = spanOfPlace(manifest, related);
    return [{ file, document: placed.document, span, message: relatedTextOf(finding, related) }];
  });
}
