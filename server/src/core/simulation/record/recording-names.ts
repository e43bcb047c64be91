// Names that differ from run to run in a real cluster, written as recordings do: revisions r1, r2 by their appearance.

import type { Cluster } from '../cluster/cluster.ts';

const PROVISIONED = 'pvc-';

export interface RecordingNames {
  /** `r1` for `web-59f79448c6`; other texts as they are. */
  revision(namespace: string, name: string | undefined): string | undefined;
  /** `pvc-data-db-0` for a volume that was provisioned for a claim, `#2` for the next one of a claim of this name. */
  volume(name: string | undefined): string | undefined;
  /** The same for the names inside a sentence. */
  text(sentence: string): string;
}

/** Reads the names of revisions from the log, in order of their appearance for each set. */
export function createRecordingNames(cluster: Cluster): RecordingNames {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const texts: [string, string][] = [];
  const claimsByUid = new Map<string, string>();
  const volumes = new Map<string, string>();
  const volumesByClaim = new Map<string, number>();
  let read = 0;
  const noteVolume = (name: string): void => {
    const claim = name.startsWith(PROVISIONED) ? claimsByUid.get(name.slice(PROVISIONED.length)) : undefined;
    if (claim === undefined || volumes.has(name)) return;
    const count = (volumesByClaim.get(claim) ?? 0) + 1;
    volumesByClaim.set(claim, count);
    volumes.set(name, `${PROVISIONED}${claim}${count === 1 ? '' : `#${count}`}`);
  };
  const readOn = (): void => {
    for (; read < cluster.log.length; read++) {
      const entry = cluster.log[read];
      if (entry?.type !== 'write' || entry.change.before || !entry.change.after) continue;
      const { namespace, name, uid } = entry.change.after.metadata;
      if (entry.change.kind === 'PersistentVolumeClaim') claimsByUid.set(uid, name);
      if (entry.change.kind === 'PersistentVolume') noteVolume(name);
      if (entry.change.kind !== 'ControllerRevision') continue;
      const key = `${namespace}/${name}`;
      if (names.has(key)) continue;
      const set = `${namespace}/${name.slice(0, name.lastIndexOf('-'))}`;
      const count = (counts.get(set) ?? 0) + 1;
      counts.set(set, count);
      names.set(key, `r${count}`);
      texts.push([name, `${name.slice(0, name.lastIndexOf('-'))}-r${count}`]);
    }
  };
  return {
    revision(namespace, name) {
      if (!name) return undefined;
      readOn();
      return names.get(`${namespace}/${name}`) ?? name;
    },
    volume(name) {
      readOn();
      return name === undefined ? undefined : (volumes.get(name) ?? name);
    },
    text(sentence) {
      readOn();
      let text = sentence
        .replace(/^(Recycler pod: .* to ).*$/, '$1<node>')
        .replace(/pvc-uid-\d+/g, (name) => volumes.get(name) ?? name);
      for (const [name, short] of texts) if (text.includes(name)) text = text.replaceAll(name, short);
      return text;
    },
  };
}
