import type { RuleCatalogue } from '../rule-texts.ts';

export const labelTexts: RuleCatalogue = {
  'selector-template-mismatch': {
    summary: 'The labels of the Pod template do not satisfy the selector of their own workload.',
    why: 'The API server refuses the object: `selector` does not match template `labels`.',
    turnOff: 'Never: the API server refuses the object.',
    messages: {
      default: 'The Pods have "{found}", but the selector of {kind} "{name}" asks for "{wanted}"',
      absent: 'The selector of {kind} "{name}" asks for "{wanted}", which the Pods do not have',
    },
    related: { selector: 'the selector' },
    fixes: {
      'label-pods': 'Give the Pods the labels that the selector asks for',
      'align-selector': 'Select the labels that the Pods have',
    },
  },
  'selector-overlap': {
    summary: 'The selectors of two workloads of one file fit the same Pods.',
    why: 'Controllers keep their own Pods apart by their owner, but budgets, autoscalers, `kubectl` and Services that use the same labels do not, and Pods without an owner may be adopted by either.',
    turnOff: 'The workloads are alternatives that are never applied together.',
    messages: { default: 'The selector of {kind} "{name}" ({pairs}) also fits the Pods of {otherKind} "{other}"' },
    related: { labels: 'Pods of {otherKind} "{other}"' },
  },
  'selector-label-changes': {
    summary: 'A label that changes with every release is part of the selector.',
    why: '`spec.selector` cannot be changed: the next release needs the StatefulSet to be deleted and made again.',
    turnOff: 'The value never changes.',
    messages: { default: '"{key}={value}" is part of the selector of StatefulSet "{set}", which can never be changed' },
    fixes: { remove: 'Remove "{key}" from the selector' },
  },
  'template-label-overridden': {
    summary: 'The template sets a label that the StatefulSet controller writes itself.',
    why: 'The controller puts the name, the ordinal and the revision of each Pod into these labels, whatever the template says.',
    turnOff: 'Never: the value has no effect.',
    messages: {
      default: 'Label "{key}" of the Pods of StatefulSet "{set}" is overwritten by the controller',
      selected: 'StatefulSet "{set}" selects "{key}={value}", which the controller overwrites: it loses its own Pods',
    },
    fixes: { remove: 'Remove label "{key}"' },
  },
  'name-too-long': {
    summary: 'The name of the StatefulSet leaves too little room for what is made of it.',
    why: 'Pods carry the label `controller-revision-hash` with the name, a dash and up to ten more characters, and their own name as host name; both may have 63 characters. The server accepts the StatefulSet, and the controller then reports FailedCreate, for some templates only: the length of the hash differs from template to template.',
    turnOff: 'The set already runs and its template never changes.',
    messages: {
      default:
        'The name has {length} characters; above {budget} the Pods cannot be made for about {percent}% of all templates',
      pod: 'The name has {length} characters: Pods such as "{longest}" have {longestLength}, 63 are allowed',
    },
  },
};
