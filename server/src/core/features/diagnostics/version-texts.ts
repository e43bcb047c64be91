// Sentences about API versions and kinds. A second language is a second object of this shape.

export const versionTexts = {
  removed: (kind: string, apiVersion: string, removedIn: number, use: string | undefined): string =>
    use === undefined
      ? `Kubernetes serves no ${kind} any more; "${apiVersion}" was removed in 1.${removedIn}`
      : `"${apiVersion}" of ${kind} was removed in Kubernetes 1.${removedIn}; its place took "${use}"`,
  notYet: (kind: string, apiVersion: string, since: number, minor: number): string =>
    `"${apiVersion}" of ${kind} is served from Kubernetes 1.${since} on, not in 1.${minor}`,
  wrong: (kind: string, apiVersion: string, use: string): string =>
    `${kind} is no kind of "${apiVersion}", but of "${use}"`,
  unknownKind: (kind: string, apiVersion: string): string => `"${apiVersion}" has no kind "${kind}"`,
  endpoints: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  write: (field: string, value: string): string => `Write "${value}" as ${field}`,
} as const;
