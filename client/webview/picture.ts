// What the views draw at one moment: plain data made from the simulation. The views hold no knowledge of Kubernetes;
// whatever needs some is decided in `picture-from-simulation.ts`.

/** How a Pod fares; each has a shape and a word of its own, so that no colour carries meaning alone. */
export type PodState = 'absent' | 'pending' | 'starting' | 'not-ready' | 'ready' | 'failed' | 'terminating';

export type ClaimState = 'pending' | 'bound' | 'lost' | 'terminating';

export interface VolumePicture {
  readonly name: string;
  readonly size: string;
  readonly storageClass: string;
  /** Node or zone where the volume can be used; empty where it can be used everywhere. */
  readonly reachableFrom: string;
  readonly phase: string;
  /** Made by the class's provisioner, not declared in a manifest. */
  readonly isProvisioned: boolean;
}

export interface ClaimPicture {
  /** Name of the claim template, which is also the name of the Pod's volume. */
  readonly template: string;
  readonly name: string;
  readonly state: ClaimState;
  readonly request: string;
  readonly storageClass: string;
  readonly volume?: VolumePicture;
  /** Why it stays Pending, in one sentence; empty otherwise. */
  readonly reason: string;
  /** Other volumes of equal fitness might be taken on a real cluster. */
  readonly isArbitrary: boolean;
}

export interface PodPicture {
  readonly ordinal: number;
  readonly name: string;
  readonly state: PodState;
  /** Why it does not run, in one sentence; empty otherwise. */
  readonly reason: string;
  readonly hostname: string;
  /** The name under which the Pod is found; empty where it has none. */
  readonly fullName: string;
  readonly resolves: boolean;
  readonly node: string;
  readonly image: string;
  /** The end of the revision's name, such as `57576c7ddf`. */
  readonly revision: string;
  readonly isNewestRevision: boolean;
  readonly claims: readonly ClaimPicture[];
}

export interface ServicePicture {
  readonly namespace: string;
  readonly name: string;
  readonly isGoverning: boolean;
  readonly isHeadless: boolean;
  readonly isDeclared: boolean;
  readonly ports: string;
  /** How many Pods of the set it selects at this moment. */
  readonly selected: number;
}

export interface NamePicture {
  readonly group: 'service' | 'pod' | 'srv' | 'short' | 'unresolved';
  readonly name: string;
  readonly type: 'A' | 'SRV' | 'CNAME';
  /** Names of Pods, or the records of SRV; empty where nothing is answered. */
  readonly answers: readonly string[];
  /** Why there is no answer; empty otherwise. */
  readonly reason: string;
}

/** How a claim and a declared volume get on. */
export type Fit = 'binds' | 'fits' | 'unfit';

export interface StoragePicture {
  readonly claims: readonly string[];
  readonly volumes: readonly string[];
  /** By claim, then by volume. */
  readonly cells: readonly (readonly { readonly fit: Fit; readonly reasons: readonly string[] }[])[];
  readonly requested: string;
  readonly provisioned: readonly string[];
  /** What becomes of each claim and its data when the set shrinks and when it is deleted. */
  readonly fates: readonly StorageFate[];
}

export interface StorageFate {
  readonly claim: string;
  readonly onScaleIn: string;
  readonly onDeletion: string;
  readonly losesData: boolean;
}

export interface Picture {
  readonly name: string;
  readonly namespace: string;
  readonly replicas: number;
  /** Replicas that are not drawn because there are too many. */
  readonly omitted: number;
  readonly isOrdered: boolean;
  readonly services: readonly ServicePicture[];
  readonly pods: readonly PodPicture[];
  readonly nodes: readonly {
    readonly name: string;
    readonly isReady: boolean;
    readonly isCordoned: boolean;
    readonly isAssumed: boolean;
  }[];
  readonly names: readonly NamePicture[];
  readonly storage: StoragePicture;
}

/** One step of the time line. */
export interface Moment {
  readonly index: number;
  /** Such as `web-1 is created`. */
  readonly title: string;
  /** The cause, in one sentence. */
  readonly cause: string;
  /** The user's step that led here: deploy, scale, and so on. */
  readonly chapter: number;
}
