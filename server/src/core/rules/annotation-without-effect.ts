import { type Change, defineRule, type Rule } from './rule.ts';

type Facts = { service: string; key: string; isOn: boolean };

const TOLERATE_UNREADY = 'service.alpha.kubernetes.io/tolerate-unready-endpoints';

export const annotationWithoutEffect: Rule = defineRule<'Service', Facts>({
  id: 'annotation-without-effect',
  family: 'identity',
  severity: 'info',
  kinds: ['Service'],
  since: '0.1.0',
  reference: 'reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
  *check(service) {
    const value = service.object.metadata?.annotations?.[TOLERATE_UNREADY];
    if (value === undefined) return;
    const isPublished = service.object.spec?.publishNotReadyAddresses === true;
    yield {
      at: ['metadata', 'annotations', TOLERATE_UNREADY],
      on: 'key',
      facts: { service: service.name, key: TOLERATE_UNREADY, isOn: value === 'true' && !isPublished },
      ...(isPublished ? { text: 'published', severity: 'hint' as const } : {}),
    };
  },
  fixes: {
    replace: {
      isSafe: true,
      isPreferred: () => true,
      changes: ({ isOn }, service) => {
        const annotations = service.object.metadata?.annotations ?? {};
        const changes: Change[] = [
          {
            do: 'remove',
            resource: service,
            at:
              Object.keys(annotations).length > 1
                ? ['metadata', 'annotations', TOLERATE_UNREADY]
                : ['metadata', 'annotations'],
          },
        ];
        if (isOn) changes.push({ do: 'set', resource: service, at: ['spec', 'publishNotReadyAddresses'], value: true });
        return changes;
      },
    },
  },
});
