// Which tag an image reference names, as far as the default of `imagePullPolicy` depends on it.

const component = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = `(?:${component}(?:\\.${component})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?`;
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const tag = '[\\w][\\w.-]{0,127}';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(
  `^((?:${domain}/)?${pathComponent}(?:/${pathComponent})*)(?::(${tag}))?(?:@(${digest}))?$`,
);
const bareDigest = /^[a-f0-9]{64}$/;
const NAME_MAX = 255;

/**
 * Whether the reference means the tag `latest`, written or not. A reference that cannot be read, or that has a digest
 * and no tag, does not.
 */
export function namesLatestTag(image: string): boolean {
  const found = reference.exec(image);
  if (!found || bareDigest.test(image) || (found[1] ?? '').length > NAME_MAX) return false;
  if (found[2] !== undefined) return found[2] === 'latest';
  return found[3] === undefined;
}
