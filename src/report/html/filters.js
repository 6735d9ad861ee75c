/**
 * The page's script that filters the checks. What is filtered is kept in the address; an address that names a check
 * opens it.
 */

const FILTERS = ['q', 'status', 'group', 'kind', 'row'];

const form = theForm();
const shown = document.querySelector('p.shown');
const checks = [...document.querySelectorAll('details')].filter((one) => one.classList.contains('check'));
const groups = [...document.querySelectorAll('section')].filter((one) => one.classList.contains('group'));
/** What is searched, read once: when somebody searches. @type {Map<Element, string>} */
const texts = new Map();

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
followAddress();

/** The address says what is filtered, or names a part of the page; a check that it names is shown and opened. */
function followAddress() {
  const hash = location.hash.slice(1);
  if (hash.includes('=')) {
    setFilters(new URLSearchParams(hash));
    document.getElementById('checks')?.scrollIntoView();
    return;
  }
  const check = checks.find(({ id }) => id === hash);
  if (!check) return;
  if (check.hidden) setFilters(new URLSearchParams());
  check.open = true;
  check.scrollIntoView();
  check.querySelector('summary')?.focus({ preventScroll: true });
}

function keepInAddress() {
  const set = FILTERS.map((name) => [name, field(name).value]).filter(([, value]) => value !== '');
  const hash = String(new URLSearchParams(set));
  history.replaceState(null, '', hash === '' ? '#checks' : `#${hash}`);
}

/** @param {URLSearchParams} given */
function setFilters(given) {
  for (const name of FILTERS) field(name).value = given.get(name) ?? '';
  filter();
}

function filter() {
  const [q = '', status = '', group = '', kind = '', row = ''] = FILTERS.map((name) => field(name).value);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const section of groups) {
    const isGroup = group === '' || section.dataset['group'] === group;
    let own = 0;
    for (const check of isGroup ? section.querySelectorAll('details.check') : []) {
      if (!(check instanceof HTMLDetailsElement)) continue;
      const data = check.dataset;
      const suits =
        (status === '' ||
          data['status'] === status ||
          (status === 'not passed' && data['status'] !== 'passed')) &&
        (kind === '' || data['kind'] === kind) &&
        (row === '' || data['rows']?.split(' ').includes(row) === true) &&
        words.every((word) => textOf(check).includes(word));
      if (check.hidden === suits) check.hidden = !suits;
      if (suits) own++;
    }
    count += own;
    section.hidden = !isGroup;
    const unmatched = section.querySelector('.unmatched');
    if (unmatched instanceof HTMLElement) unmatched.hidden = own > 0;
  }
  if (shown) shown.textContent = `${count} of ${checks.length} checks are shown.`;
}

/** What stands on the page of it; the evidence is there of opened ones only. @param {HTMLDetailsElement} check */
function textOf(check) {
  const known = texts.get(check);
  if (known !== undefined) return known;
  const parts = [...(check.querySelector('.body')?.children ?? [])].filter(
    (one) => one.className !== 'evidence',
  );
  const text = [check.querySelector('summary'), ...parts].map((one) => one?.textContent ?? '').join(' ');
  texts.set(check, text.toLowerCase());
  return text.toLowerCase();
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
