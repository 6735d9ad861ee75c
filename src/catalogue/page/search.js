/**
 * The page's script that filters the documents. What is filtered is kept in the address; an address that names a
 * document opens it.
 */

/** @typedef {import('./packed.ts').Packed} Packed */

const FILTERS = ['q', 'left', 'right', 'runs'];

const form = theForm();
const shown = document.querySelector('p.shown');
const unmatched = document.querySelector('p.unmatched');
const documents = [...document.querySelectorAll('details')].filter((one) =>
  one.classList.contains('document'),
);
/** What is searched of each, made when somebody searches, or nothing else is to do. @type {string[]} */
let texts = [];

form.hidden = false;
document.querySelector('.unscripted')?.remove();
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', () => {
  filter();
  keepInAddress();
});
form.addEventListener('reset', () => {
  // The fields are emptied after this.
  queueMicrotask(() => setFilters(new URLSearchParams()));
  queueMicrotask(keepInAddress);
});
addEventListener('hashchange', followAddress);
filter();
followAddress();
setTimeout(textsOf);

/** The address says what is filtered, or names a part of the page; a document that it names is shown and opened. */
function followAddress() {
  const hash = location.hash.slice(1);
  if (hash.includes('=')) {
    setFilters(new URLSearchParams(hash));
    document.querySelector('#documents')?.scrollIntoView();
    return;
  }
  const named = documents.find(({ id }) => id === hash);
  if (!named) return;
  if (named.hidden) setFilters(new URLSearchParams());
  named.open = true;
  named.scrollIntoView();
  named.querySelector('summary')?.focus({ preventScroll: true });
}

function keepInAddress() {
  const set = FILTERS.map((name) => [name, field(name).value]).filter(([, value]) => value !== '');
  const hash = String(new URLSearchParams(set));
  history.replaceState(null, '', hash === '' ? '#documents' : `#${hash}`);
}

/** @param {URLSearchParams} given */
function setFilters(given) {
  for (const name of FILTERS) field(name).value = given.get(name) ?? '';
  filter();
}

function filter() {
  const [q = '', left = '', right = '', runs = ''] = FILTERS.map((name) => field(name).value);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const searched = words.length === 0 ? [] : textsOf();
  let count = 0;
  for (const [i, { dataset }] of documents.entries()) {
    const suits =
      (left === '' || dataset['left'] === left) &&
      (right === '' || dataset['right'] === right) &&
      (runs === '' || (runs === 'yes') === (dataset['runs'] !== '0')) &&
      words.every((word) => searched[i]?.includes(word) === true);
    const one = documents[i];
    if (one && one.hidden === suits) one.hidden = !suits;
    if (suits) count++;
  }
  if (shown) shown.textContent = `${count} of ${documents.length} documents are shown.`;
  if (unmatched instanceof HTMLElement) unmatched.hidden = count > 0;
  document.dispatchEvent(new Event('filtered'));
}

/** File, title, systems, record types, properties and codes of findings; no two of them can run together. */
function textsOf() {
  if (texts.length > 0) return texts;
  /** @type {Packed} */
  const packed = JSON.parse(document.querySelector('#data')?.textContent ?? '');
  texts = packed.documents.map(({ file, title, left, right, sections, findings }) => {
    const own = new Set([file, title, left, right]);
    const addCodes = (/** @type {number[]} */ found) => {
      for (let i = 1; i < found.length; i += 2) own.add(packed.findings[found[i] ?? -1]?.[0] ?? -1);
    };
    addCodes(findings);
    for (const [heading, , merge, rows, found] of sections) {
      own.add(heading);
      for (let i = 0; i < merge.length; i += 3) own.add(merge[i + 1] ?? -1).add(merge[i + 2] ?? -1);
      for (let i = 0; i < rows.length; i += 4) own.add(rows[i + 1] ?? -1).add(rows[i + 2] ?? -1);
      addCodes(found);
    }
    return [...own]
      .map((at) => packed.texts[at] ?? '')
      .join('\n')
      .toLowerCase();
  });
  return texts;
}

/** @param {string} name */
function field(name) {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`the page has no filter ${name}`);
}

function theForm() {
  const found = [...document.forms].find((one) => one.classList.contains('filters'));
  if (found) return found;
  throw new Error('the page has no filters');
}
