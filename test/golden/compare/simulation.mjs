// Compares a predicted simulation with a recording (format: ../README.md).
// Fields that the recording leaves out are arbitrary there and are not compared.
const parts = ['pods', 'claims', 'volumes', 'sets', 'revisions', 'endpoints', 'nodes', 'budgets', 'dns', 'events'];
const text = (value) => JSON.stringify(value, Object.keys(value ?? {}).sort());
const plain = (event) => { const { after, ...rest } = event; return JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))); };

/** Every field that the recording has must be equal in the prediction. Lists are compared in order of their names where they have any. */
function differences(expected, found, path, out) {
  if (expected === null || typeof expected !== 'object') { if (expected !== found) out.push(`${path}: recorded ${JSON.stringify(expected)}, predicted ${JSON.stringify(found)}`); return; }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) { out.push(`${path}: recorded a list of ${expected.length}, predicted ${JSON.stringify(found)?.slice(0, 80)}`); return; }
    const key = (item) => (item && typeof item === 'object' ? ['namespace', 'service', 'set', 'type', 'name', 'pod', 'object', 'reason', 'message'].map((k) => (typeof item[k] === 'string' ? item[k] : '')).join(' ') : JSON.stringify(item));
    const sorted = (list) => [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const a = sorted(expected), b = sorted(found);
    if (a.length !== b.length) {
      const keysB = b.map(key), keysA = a.map(key);
      out.push(`${path}: recorded ${a.length}, predicted ${b.length}; missing ${keysA.filter((k) => !keysB.includes(k)).slice(0, 3).join(' | ') || '–'}; unexpected ${keysB.filter((k) => !keysA.includes(k)).slice(0, 3).join(' | ') || '–'}`);
      return;
    }
    a.forEach((item, i) => differences(item, b[i], `${path}[${typeof item === 'object' ? key(item).trim().slice(0, 60) : i}]`, out));
    return;
  }
  for (const [k, v] of Object.entries(expected)) differences(v, found?.[k], `${path}.${k}`, out);
}

/** Every recorded name that resolves must be predicted with the same answer; of names that do not, only those predicted are compared. Reverse names and names made of addresses count where they are predicted. */
function dnsDifferences(expected, found, path, out) {
  const key = (row) => `${row.type} ${row.name}`;
  const predicted = new Map((found ?? []).map((row) => [key(row), row]));
  for (const row of expected) {
    const mine = predicted.get(key(row));
    if (!mine) { if (row.answers?.length && row.type !== 'PTR' && !row.name.startsWith('{')) out.push(`${path}: ${key(row)} is not predicted`); continue; }
    differences(row, mine, `${path} ${key(row)}`, out);
  }
  const recorded = new Set(expected.map(key));
  for (const row of predicted.values()) if (row.answers?.length && !recorded.has(key(row)) && row.type !== 'PTR') out.push(`${path}: ${key(row)} is predicted, the recording does not have it`);
}

/** The predicted order is right if every event comes after its recorded predecessors. */
function orderDifferences(expected, sometimes, found, path, out) {
  const available = found.map(plain), place = [], used = new Set();
  for (const event of expected) {
    const index = available.findIndex((e, i) => !used.has(i) && e === plain(event));
    place.push(index);
    if (index < 0) out.push(`${path}: missing ${plain(event)}`); else used.add(index);
  }
  available.forEach((e, i) => { if (!used.has(i) && !sometimes.includes(e)) out.push(`${path}: unexpected ${e}`); });
  expected.forEach((event, i) => {
    for (const before of event.after ?? (i ? [i - 1] : [])) if (place[i] >= 0 && place[before] >= 0 && place[before] > place[i]) out.push(`${path}: ${plain(event)} came before ${plain(expected[before])}`);
  });
}

/** @returns {{differences: string[], byPart: Record<string, boolean>}} */
export function compareSimulation(recording, found) {
  const out = [], byPart = {};
  const sometimes = (recording.arbitrary ?? []).flatMap((a) => (a.sometimes ?? []).map(plain));
  const timeline = [];
  recording.timeline.forEach((window, i) => orderDifferences(window.events, sometimes, found.timeline?.[i]?.events ?? [], `window ${i}`, timeline));
  byPart.timeline = timeline.length === 0;
  out.push(...timeline);
  for (const part of parts) {
    const list = [];
    recording.settled.forEach((state, i) => { if (state[part] !== undefined) (part === 'dns' ? dnsDifferences : differences)(state[part], found.settled?.[i]?.[part], `settled ${i} ${part}`, list); });
    byPart[part] = list.length === 0;
    out.push(...list);
  }
  return { differences: out, byPart };
}
