// Tells our own client what the answers rest on, for its status bar. Sent when it changed, behind the diagnostics.

import { NEWEST_MINOR } from '../core/kubernetes/cluster-profile.ts';
import { assumedStorageClass } from '../core/workspace/assumed-storage-class.ts';
import type { Resource, Snapshot, WorkspaceFile } from '../core/workspace/snapshot.ts';
import { type ServerStatus, STATUS_NOTIFICATION } from '../protocol/editor-messages.ts';
import { minorOf } from './read-settings.ts';
import type { Session } from './session.ts';

/** Milliseconds without a change before the status is told: nobody reads a status bar while typing. */
const DELAY_MILLISECONDS = 100;

export class StatusReporter {
  readonly #session: Session;
  #sent = '';
  #forget: (() => void) | undefined;

  constructor(session: Session) {
    this.#session = session;
    if (session.client.isOurs) session.onChange(() => this.#schedule());
  }

  #schedule(): void {
    this.#forget?.();
    this.#forget = this.#session.host.later(() => this.#send(), DELAY_MILLISECONDS);
  }

  #send(): void {
    const status = this.#status();
    const text = JSON.stringify(status);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#session.run(() => this.#session.connection.sendNotification(STATUS_NOTIFICATION, status));
  }

  #status(): ServerStatus {
    const { snapshot, settings, names, open } = this.#session;
    const project = [...open.keys()]
      .map((name) => snapshot.projectOf(name)?.folder)
      .find((folder) => folder !== undefined);
    const notPlain: Record<string, string> = {};
    const assumedStorageClasses: Record<string, string | null> = {};
    let objects = 0;
    for (const file of snapshot.files.values()) {
      const assumed = this.#session.open.has(file.name) ? assumedIn(snapshot, file) : undefined;
      if (assumed !== undefined) assumedStorageClasses[names.uriOf(file.name)] = assumed;
      for (const { document } of file.documents) {
        objects += document.manifests.length;
        if (document.notPlain !== undefined && this.#session.open.has(file.name))
          notPlain[names.uriOf(file.name)] ??= document.notPlain;
      }
    }
    return {
      minor: minorOf(settings.kubernetesVersion) ?? NEWEST_MINOR,
      clusterDomain: settings.clusterDomain,
      defaultStorageClass: settings.defaultStorageClass,
      objects,
      notPlain,
      assumedStorageClasses,
      ...(project === undefined ? {} : { projectFile: names.uriOf(`${project}/.statefulset.yaml`) }),
    };
  }
}

/** The default class that the first StatefulSet of the file is taken to find; undefined where there is none. */
function assumedIn(snapshot: Snapshot, file: WorkspaceFile): string | null | undefined {
  for (const { document } of file.documents)
    for (const manifest of document.manifests) {
      if (manifest.kind !== 'StatefulSet') continue;
      const resource = snapshot.resourceOf(file.name, manifest);
      if (resource !== undefined && isStatefulSet(resource))
        return assumedStorageClass(snapshot.unitOf(file.name, manifest), resource).name;
    }
  return undefined;
}

function isStatefulSet(resource: Resource): resource is Resource<'StatefulSet'> {
  return resource.kind === 'StatefulSet';
}
