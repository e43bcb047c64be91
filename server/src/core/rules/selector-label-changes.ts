import { defineRule, type Rule } from './rule.ts';

type Facts = { set: string; key: string; value: string };

export const selectorLabelChanges: Rule = defineRule<'StatefulSet', Facts>({
  id: 'selector-label-changes',
  family: 'labels',
  severity: 'info',
  kinds: ['StatefulSet'],
  since: '0.1.0',
  reference: 'concepts/overview/working-with-objects/labels/',
  *check(set) {
    const labels = set.object.spec?.selector?.matchLabels ?? {};
    for (const [key, value] of Object.entries(labels)) {
      const name = key.slice(key.lastIndexOf('/') + 1);
      if (
        !/^(version|chart|release-revision|revision|commit|git-?sha|build|image-?tag|tag|hash|heritage-version)$/i.test(
          name,
        )
      )
        continue;
      // A major version such as `v2` names a thing of its own; it stays with its Pods.
      if (name === 'version' && /^v?\d{0,2}$/.test(value)) continue;
      yield { at: ['spec', 'selector', 'matchLabels', key], on: 'key', facts: { set: set.name, key, value } };
    }
  },
  fixes: {
    remove: {
      isSafe: false,
      applies: () => true,
      changes: ({ key }, set) =>
        Object.keys(set.object.spec?.selector?.matchLabels ?? {}).length > 1
          ? [{ do: 'remove', resource: set, at: ['spec', 'selector', 'matchLabels', key] }]
          : [],
    },
  },
});
