// The page's side of the wire to the extension. Messages are checked on arrival: anything else is dropped.

import type { FromPage, PreviewModel, ToPage } from '../../server/src/protocol/preview-messages.ts';

interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

export interface Wire {
  readonly send: (message: FromPage) => void;
  /** What the page kept when it was hidden; `undefined` on the first showing. */
  readonly kept: () => unknown;
  readonly keep: (state: unknown) => void;
}

/**
 * Connects the page.
 * @param receive called with every well-formed message, in the order of their versions: an older model than the last
 *   one is dropped, since messages may overtake each other.
 */
export function connect(receive: (message: ToPage) => void): Wire {
  const host = acquireVsCodeApi();
  let newest = -1;
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = checkedMessage(event.data);
    if (!message) return;
    if (message.type === 'model') {
      if (message.version < newest) return;
      newest = message.version;
    }
    receive(message);
  });
  return {
    send: (message) => host.postMessage(message),
    kept: () => host.getState(),
    keep: (state) => host.setState(state),
  };
}

/** The message, or `undefined` where it has another shape. */
export function checkedMessage(data: unknown): ToPage | undefined {
  if (!isRecord(data)) return undefined;
  const { type } = data;
  if (type === 'pinned' && typeof data['isPinned'] === 'boolean') return { type, isPinned: data['isPinned'] };
  if (type === 'model' && typeof data['version'] === 'number' && isModel(data['model']))
    return { type, version: data['version'], model: data['model'] };
  if (type === 'cursor') {
    const { kind, namespace, name, field } = data;
    if (
      typeof kind === 'string' &&
      typeof namespace === 'string' &&
      typeof name === 'string' &&
      typeof field === 'string'
    )
      return { type, kind, namespace, name, field };
  }
  return undefined;
}

function isModel(value: unknown): value is PreviewModel {
  return (
    isRecord(value) &&
    Array.isArray(value['sets']) &&
    Array.isArray(value['refusals']) &&
    Array.isArray(value['objects']) &&
    Array.isArray(value['findings']) &&
    Array.isArray(value['minors']) &&
    typeof value['minor'] === 'number' &&
    typeof value['clusterDomain'] === 'string' &&
    typeof value['isStale'] === 'boolean' &&
    (value['defaultStorageClass'] === null || typeof value['defaultStorageClass'] === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
