// Label selectors and node selectors as the API evaluates them. Whether a selector is valid is admission's matter: an
// operator that is unknown here matches nothing.

export type Labels = Readonly<Record<string, string>>;

export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelRequirement[];
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly LabelRequirement[];
  readonly matchFields?: readonly LabelRequirement[];
}

/** Whether labels satisfy a selector. An empty selector matches everything, an absent one nothing. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  return selector !== undefined && firstFailingRequirement(selector, labels) === undefined;
}

/** The first requirement of a selector that the labels do not meet; `undefined` where they meet all. */
export function firstFailingRequirement(
  selector: LabelSelector,
  labels: Labels | undefined,
): LabelRequirement | undefined {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (labels?.[key] !== value) return { key, operator: 'In', values: [value] };
  }
  return selector.matchExpressions?.find((requirement) => !meetsRequirement(requirement, labels));
}

/** Whether labels hold all these pairs, as the selector of a Service asks. An empty set of pairs matches nothing. */
export function hasAllLabels(wanted: Labels | undefined, labels: Labels | undefined): boolean {
  const pairs = Object.entries(wanted ?? {});
  return pairs.length > 0 && pairs.every(([key, value]) => labels?.[key] === value);
}

/**
 * Whether a node's labels and name satisfy one of the terms (terms are alternatives; an empty term matches no node).
 * Rule: `k8s.io/component-helpers/scheduling/corev1/nodeaffinity`.
 */
export function matchesNodeSelectorTerms(
  terms: readonly NodeSelectorTerm[],
  nodeName: string,
  labels: Labels | undefined,
): boolean {
  return terms.some((term) => matchesNodeSelectorTerm(term, nodeName, labels));
}

export function matchesNodeSelectorTerm(term: NodeSelectorTerm, nodeName: string, labels: Labels | undefined): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    expressions.every((requirement) => meetsRequirement(requirement, labels)) &&
    fields.every((requirement) => meetsRequirement(requirement, { 'metadata.name': nodeName }))
  );
}

/** `NotIn` and `DoesNotExist` are met by an absent label; `Gt` and `Lt` compare whole numbers. */
export function meetsRequirement(requirement: LabelRequirement, labels: Labels | undefined): boolean {
  const { key, operator, values = [] } = requirement;
  const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt':
      return comparesAs(operator, value, values[0]);
    default:
      return false;
  }
}

function comparesAs(operator: 'Gt' | 'Lt', value: string | undefined, limit: string | undefined): boolean {
  const isNumber = /^[+-]?\d{1,18}$/;
  if (value === undefined || limit === undefined || !isNumber.test(value) || !isNumber.test(limit)) return false;
  return operator === 'Gt' ? BigInt(value) > BigInt(limit) : BigInt(value) < BigInt(limit);
}
