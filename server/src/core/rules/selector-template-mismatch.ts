import { firstFailingRequirement, type LabelSelector } from '../kubernetes/label-selector.ts';
import type { PlainValue } from '../kubernetes/plain-value.ts';
import type { Resource } from '../workspace/snapshot.ts';
import { isKind, podTemplateOf } from './pod-templates.ts';
import { type Change, defineRule, type Rule } from './rule.ts';

type SelectingKind = 'StatefulSet' | 'Deployment' | 'DaemonSet' | 'ReplicaSet';
type Facts = { kind: string; name: string; wanted: string; found: string; canLabel: boolean; canSelect: boolean };

export const selectorTemplateMismatch: Rule = defineRule<SelectingKind, Facts>({
  id: 'selector-template-mismatch',
  family: 'labels',
  severity: 'error',
  explains: ['C23'],
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet'],
  since: '0.1.0',
  reference: 'concepts/workloads/controllers/statefulset/#pod-selector',
  *check(workload) {
    const selector = selectorOf(workload);
    const labels = podTemplateOf(workload)?.labels ?? {};
    if (selector === undefined) return;
    const failing = firstFailingRequirement(selector, labels);
    if (failing === undefined) return;
    const { key, operator, values = [] } = failing;
    if (!['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)) return;
    const isWritten = labels[key] !== undefined;
    yield {
      at: isWritten ? ['spec', 'template', 'metadata', 'labels', key] : ['spec', 'template', 'metadata', 'labels'],
      ...(isWritten ? {} : { on: 'key' as const }),
      facts: {
        kind: workload.kind,
        name: workload.name,
        wanted: requirementText(key, operator, values),
        found: isWritten ? `${key}=${labels[key]}` : '',
        canLabel: operator === 'In' || operator === 'NotIn' ? operator === 'In' : true,
        canSelect: Object.keys(labels).length > 0,
      },
      ...(isWritten ? {} : { text: 'absent' }),
      related: [{ resource: workload, at: ['spec', 'selector'], on: 'key', text: 'selector' }],
    };
  },
  fixes: {
    'label-pods': {
      isSafe: false,
      isPreferred: () => true,
      applies: ({ canLabel }) => canLabel,
      changes: (_, workload) => labelPods(workload),
    },
    'align-selector': {
      isSafe: false,
      applies: ({ canSelect }) => canSelect,
      changes: (_, workload) => alignSelector(workload),
    },
  },
});

function selectorOf(workload: Resource): LabelSelector | undefined {
  if (isKind(workload, 'StatefulSet') || isKind(workload, 'Deployment')) return workload.object.spec?.selector;
  if (isKind(workload, 'DaemonSet') || isKind(workload, 'ReplicaSet')) return workload.object.spec?.selector;
  return undefined;
}

function requirementText(key: string, operator: string, values: readonly string[]): string {
  if (operator === 'In' && values.length === 1) return `${key}=${values[0]}`;
  if (operator === 'Exists' || operator === 'DoesNotExist') return `${key} ${operator}`;
  return `${key} ${operator} (${values.join(', ')})`;
}

/** The template's labels become what the selector asks for. */
function labelPods(workload: Resource): readonly Change[] {
  const selector = selectorOf(workload);
  if (selector === undefined) return [];
  const labels: Record<string, string> = { ...podTemplateOf(workload)?.labels };
  const changes: Change[] = [];
  const set = (key: string, value: string) => {
    if (labels[key] === value) return;
    labels[key] = value;
    changes.push({ do: 'set', resource: workload, at: ['spec', 'template', 'metadata', 'labels', key], value });
  };
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) set(key, value);
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    if (operator === 'In' && !values.includes(labels[key] ?? '')) set(key, values[0] ?? '');
    else if (operator === 'Exists' && labels[key] === undefined) set(key, workload.name);
    else if (operator === 'DoesNotExist' && labels[key] !== undefined)
      changes.push({ do: 'remove', resource: workload, at: ['spec', 'template', 'metadata', 'labels', key] });
  }
  return changes;
}

/** The selector's pairs take the template's values; pairs and expressions that the labels cannot meet go. */
function alignSelector(workload: Resource): readonly Change[] {
  const selector = selectorOf(workload);
  const labels = podTemplateOf(workload)?.labels ?? {};
  if (selector === undefined) return [];
  const pairs = Object.entries(selector.matchLabels ?? {});
  const expressions = selector.matchExpressions ?? [];
  const kept = pairs.filter(([key]) => labels[key] !== undefined);
  const meets = expressions.filter(
    (requirement) => firstFailingRequirement({ matchExpressions: [requirement] }, labels) === undefined,
  );
  const changes: Change[] = [];
  if (kept.length === 0 && meets.length === 0)
    changes.push({ do: 'set', resource: workload, at: ['spec', 'selector'], value: { matchLabels: { ...labels } } });
  else {
    for (const [key, value] of pairs) {
      const label = labels[key];
      const at = ['spec', 'selector', 'matchLabels', key];
      if (label === undefined) changes.push({ do: 'remove', resource: workload, at });
      else if (label !== value) changes.push({ do: 'set', resource: workload, at, value: label });
    }
    if (meets.length < expressions.length)
      changes.push(
        meets.length === 0
          ? { do: 'remove', resource: workload, at: ['spec', 'selector', 'matchExpressions'] }
          : {
              do: 'set',
              resource: workload,
              at: ['spec', 'selector', 'matchExpressions'],
              value: meets.map(
                ({ key, operator, values }): PlainValue => ({
                  key,
                  operator,
                  ...(values === undefined ? {} : { values: [...values] }),
                }),
              ),
            },
      );
  }
  return changes;
}
