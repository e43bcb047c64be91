// Decides cheaply, without a parser, whether a text is a reason to start the server. Being wrong is harmless: a server
// that was started in vain stays silent.

/** Documents longer than this are judged by their beginning. */
const LOOKED_AT = 64 * 1024;

const API_VERSION = /^[\s{-]*["']?apiVersion["']?\s*:/m;
const KIND = /^[\s{,-]*["']?kind["']?\s*:/m;

/**
 * Whether `text` has an `apiVersion` and a `kind` at the start of lines, as every manifest in YAML or formatted JSON.
 *
 * @param text a whole document, or its beginning
 */
export function looksLikeKubernetes(text: string): boolean {
  const beginning = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  if (!beginning.includes('apiVersion') || !beginning.includes('kind')) return false;
  // JSON on one line has both keys behind commas; then their presence must do.
  if (beginning.trimStart().startsWith('{')) return true;
  return API_VERSION.test(beginning) && KIND.test(beginning);
}
