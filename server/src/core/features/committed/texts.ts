// Sentences about edits of objects that run already. A second language is a second object of this shape.

export const committedTexts = {
  forbidden: (field: string, kind: string, old: string | undefined): string =>
    old === undefined
      ? `"${field}" cannot be added to a ${kind} that exists`
      : `"${field}" of a ${kind} that exists cannot change; it was ${old}`,
  restore: (field: string, old: string | undefined): string =>
    old === undefined ? `Take "${field}" out again` : `Put "${field}" back to ${old}`,
};
