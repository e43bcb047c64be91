// Preview models of real manifests, made as the language server makes them.

import { effectiveObject } from '../../server/src/core/admission/effective-object.ts';
import { previewData } from '../../server/src/core/features/preview/preview-data.ts';
import { LineIndex } from '../../server/src/core/text/line-index.ts';
import { snapshotOf } from '../../server/src/core/workspace/snapshot-of.ts';
import { type PreviewContext, previewModel } from '../../server/src/lsp/preview-model.ts';
import type { PreviewModel } from '../../server/src/protocol/preview-messages.ts';

const FILE = 'file:///web.yaml';

/** The model of the first set in a manifest's text. */
export function modelOf(text: string, context: Partial<PreviewContext> = {}): PreviewModel {
  const snapshot = snapshotOf(
    { [FILE]: text },
    { effectiveObject: (manifest, kind, profile) => effectiveObject(manifest.value, kind, profile) },
  );
  const lines = new LineIndex(text);
  const positionOf = (offset: number): { line: number; character: number } => {
    const { line, column } = lines.positionAt(offset, 'utf-16');
    return { line, character: column };
  };
  return previewModel(previewData(snapshot, { file: FILE }), {
    placeOf: (file, span) => ({ uri: file, start: positionOf(span.start), end: positionOf(span.end) }),
    uriOf: (file) => file,
    findings: [],
    refusals: [],
    fallback: { minor: 37, clusterDomain: 'cluster.local' },
    ...context,
  });
}

export interface SetOptions {
  readonly name?: string;
  readonly replicas?: number;
  readonly claims?: boolean;
  readonly policy?: string;
  readonly volumes?: number;
  readonly service?: boolean;
}

/** A set with its headless Service and, where wanted, claims and volumes. */
export function setText(options: SetOptions = {}): string {
  const { name = 'web', replicas = 3, claims = true, policy = 'OrderedReady', volumes = 0, service = true } = options;
  const quotedName = JSON.stringify(name);
  const documents = [
    ...(service
      ? [
          `apiVersion: v1
kind: Service
metadata: {name: nginx}
spec: {clusterIP: None, selector: {app: nginx}, ports: [{name: web, port: 80}]}`,
        ]
      : []),
    `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${quotedName}}
spec:
  serviceName: nginx
  replicas: ${replicas}
  podManagementPolicy: ${policy}
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      containers:
        - name: nginx
          image: nginx:1.27
          ports: [{name: web, containerPort: 80}]
${claims ? `          volumeMounts: [{name: www, mountPath: /www}]\n  volumeClaimTemplates:\n    - metadata: {name: www}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}` : ''}`,
    ...Array.from(
      { length: volumes },
      (_, index) => `apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-${index}}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], nfs: {server: nfs.example.com, path: /srv/${index}}}`,
    ),
  ];
  return `${documents.join('\n---\n')}\n`;
}
