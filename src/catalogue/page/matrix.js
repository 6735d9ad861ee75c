/**
 * The page's script that shows the pairs of systems as a matrix: of the documents that the filters leave, and of many
 * systems a part at a time, as an empty cell costs as much as any.
 */

const MOST_CELLS = 12_000;
const PAUSE_MS = 150;
const box = theElement('.matrix');
const part = thePart();
const size = theElement('#matrix-size');
const documents = [...document.querySelectorAll('details')].filter((one) =>
  one.classList.contains('document'),
);

/** @typedef {Map<string, HTMLElement[]>} Row The documents of a left system, by their right one. */
/** @typedef {{ rows: [string, Row][], columns: string[] }} Part */
/** @type {Part[]} */
let parts = [];
let waiting = 0;

theElement('#matrix').hidden = false;
document.addEventListener('filtered', () => {
  // Whoever types does not wait for it.
  clearTimeout(waiting);
  waiting = setTimeout(renew, parts.length === 0 ? 0 : PAUSE_MS);
});
part.addEventListener('change', show);

function renew() {
  parts = partsOf(pairsOf(documents.filter(({ hidden }) => !hidden)));
  part.replaceChildren(...parts.map(({ rows }, i) => new Option(nameOf(rows), String(i))));
  show();
}

/** @param {HTMLElement[]} shown */
function pairsOf(shown) {
  /** @type {Map<string, Row>} */
  const pairs = new Map();
  for (const one of shown) {
    const { left = '', right = '' } = one.dataset;
    const row = pairs.get(left) ?? new Map();
    row.set(right, [...(row.get(right) ?? []), one]);
    pairs.set(left, row);
  }
  return [...pairs].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** As many rows each as fit. @param {[string, Row][]} pairs */
function partsOf(pairs) {
  /** @type {Part[]} */
  const made = [];
  /** @type {[string, Row][]} */
  let rows = [];
  /** @type {Set<string>} */
  let columns = new Set();
  for (const pair of pairs) {
    const wider = new Set([...columns, ...pair[1].keys()]);
    const isFull = rows.length > 0 && (rows.length + 1) * wider.size > MOST_CELLS;
    if (isFull) made.push({ rows, columns: [...columns].toSorted() });
    columns = isFull ? new Set(pair[1].keys()) : wider;
    rows = isFull ? [pair] : [...rows, pair];
  }
  if (rows.length > 0) made.push({ rows, columns: [...columns].toSorted() });
  return made;
}

function show() {
  const { rows, columns } = parts[Number(part.value)] ?? { rows: [], columns: [] };
  const all = parts.reduce((sum, one) => sum + one.rows.length, 0);
  size.textContent = `${rows.length} of ${all} left systems, with the ${columns.length} that are right of them`;
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  head.append(header('col', 'left ↓ right →', null));
  for (const right of columns) head.append(header('col', right, { right }));
  const body = table.createTBody();
  for (const [left, row] of rows) {
    const line = body.insertRow();
    line.append(header('row', left, { left }));
    for (const right of columns) {
      const cell = line.insertCell();
      const own = row.get(right);
      if (own !== undefined) cell.append(cellLink(left, right, own));
    }
  }
  box.replaceChildren(...(rows.length === 0 ? ['No document matches.'] : [table]));
}

/** @param {string} scope @param {string} name @param {Record<string, string> | null} filter */
function header(scope, name, filter) {
  const cell = document.createElement('th');
  cell.scope = scope;
  const inner = filter === null ? document.createElement('span') : document.createElement('a');
  if (inner instanceof HTMLAnchorElement) inner.href = `#${String(new URLSearchParams(filter ?? {}))}`;
  inner.textContent = name;
  cell.append(inner);
  return cell;
}

/** @param {string} left @param {string} right @param {HTMLElement[]} own */
function cellLink(left, right, own) {
  const count = (/** @type {'sections' | 'runs'} */ what) =>
    own.reduce((sum, { dataset }) => sum + Number(dataset[what]), 0);
  const [sections, runs] = [count('sections'), count('runs')];
  const link = document.createElement('a');
  const [only] = own;
  link.href = own.length === 1 && only ? `#${only.id}` : `#${String(new URLSearchParams({ left, right }))}`;
  link.textContent = String(sections);
  const several = own.length === 1 ? '' : ` in ${own.length} documents`;
  const run = runs === 0 ? '' : `, ${runs} can be run`;
  link.title = `${left} to ${right}: ${sections === 1 ? '1 section' : `${sections} sections`}${several}${run}`;
  link.setAttribute('aria-label', link.title);
  if (runs > 0) link.className = 'runs';
  return link;
}

/** @param {[string, Row][]} rows */
function nameOf(rows) {
  const [first, last] = [rows[0]?.[0] ?? '', rows.at(-1)?.[0] ?? ''];
  return first === last ? first : `${first} – ${last}`;
}

function thePart() {
  const found = document.querySelector('#matrix-part');
  if (found instanceof HTMLSelectElement) return found;
  throw new Error('the page has no choice of left systems');
}

/** @param {string} selector */
function theElement(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`the page has no ${selector}`);
}
