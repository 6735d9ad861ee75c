/**
 * The page's script that shows the evidence of a check when it is opened. All that comes from data is set as text,
 * never as markup.
 */

/**
 * A leaf is three numbers: of its path, of its value before and after; -1 where the record was not there.
 * @typedef {{ name: string, side: string, id: string | null, existed: boolean, exists: boolean, leaves: number[] }} RecordView
 * @typedef {{ record: string, method: string, status: number, pass: number, changes: number[] }} WriteView
 * @typedef {{ done: string[], settle: { passes: number, settled: boolean } | null, arrival: number | null, records: RecordView[], writes: WriteView[] }} Round
 * @typedef {{ message?: string, note?: string, expected: string | null, received: string | null, scenario: number | null, round: number | null, record: string | null, path: string | null }} FindingView
 * @typedef {{ id: string, batch: string, more: number, rounds: Round[], values: string[] }} Scenario
 */

/** @type {string[]} */
const paths = JSON.parse(document.getElementById('paths')?.textContent ?? '[]');

// `toggle` does not bubble, but it is captured.
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.open) showEvidence(target);
  },
  true,
);
addEventListener('beforeprint', showAllOpened);
showAllOpened();

/** Paper cannot be opened: what is open is shown whole. */
function showAllOpened() {
  for (const one of document.querySelectorAll('details[open]')) {
    if (one instanceof HTMLDetailsElement) showEvidence(one);
  }
}

/** Of a check its scenarios, of a scenario its rounds: each when it is opened, once. @param {HTMLDetailsElement} opened */
function showEvidence(opened) {
  const place = opened.querySelector(':scope > .body > .evidence[data-scenarios]');
  if (place instanceof HTMLElement && opened.classList.contains('check')) showScenarios(opened, place);
  if (opened.dataset['findings'] !== undefined) showMoreFindings(opened);
  if (opened.classList.contains('scenario') && !opened.querySelector('.rounds')) showRounds(opened);
}

/** @param {HTMLElement} details */
function showMoreFindings(details) {
  const check = details.dataset['findings'] ?? '';
  delete details.dataset['findings'];
  const items = moreFindings(check).map(({ message, note, expected, received, record, path }) =>
    element(
      'li',
      'finding said',
      message === undefined
        ? `${record} ${path}: expected ${expected}, received ${received}${note}`
        : [
            message,
            ...(expected === null ? [] : [`expected ${expected}`]),
            ...(received === null ? [] : [`received ${received}`]),
          ].join('\n'),
    ),
  );
  details.querySelector('p')?.replaceWith(element('ul', 'findings', ...items));
}

/** @param {HTMLElement} check @param {HTMLElement} place */
function showScenarios(check, place) {
  const numbers = (place.dataset['scenarios'] ?? '').split(' ').filter(Boolean);
  if (numbers.length === 0) return;
  delete place.dataset['scenarios'];
  const blamed = new Set(findingsOf(check).map(({ scenario }) => scenario));
  // What a finding names comes first, and is open.
  const inOrder = numbers.toSorted((a, b) => Number(blamed.has(b)) - Number(blamed.has(a)));
  const scenarios = inOrder.map((number, i) => {
    const details = document.createElement('details');
    details.className = 'scenario';
    details.dataset['number'] = number;
    const { id, batch, rounds } = scenarioOf(number);
    const found = blamed.has(number) ? element('b', 'pill bad', 'finding') : '';
    details.append(
      element(
        'summary',
        '',
        element('code', '', id),
        ' ',
        element(
          'small',
          '',
          `batch ${batch}, ${rounds.length === 1 ? '1 round' : `${rounds.length} rounds`}`,
        ),
        ' ',
        found,
      ),
    );
    if (i === 0) details.open = true;
    return details;
  });
  const label = element(
    'p',
    'label',
    numbers.length === 1 ? 'Evidence' : `Evidence: ${numbers.length} scenarios`,
  );
  place.replaceWith(element('div', 'evidence', label, ...scenarios));
  for (const one of scenarios.filter(({ open }) => open)) showRounds(one);
}

/** @param {HTMLElement} details */
function showRounds(details) {
  const number = details.dataset['number'] ?? '';
  const check = details.closest('details.check');
  const scenario = scenarioOf(number);
  const found =
    check instanceof HTMLElement ? findingsOf(check).filter((one) => one.scenario === number) : [];
  const rounds = element('div', 'rounds');
  scenario.rounds.forEach((round, i) => {
    const own = found.filter((one) => one.round === String(i));
    rounds.append(...roundView(round, i, scenario, own));
  });
  if (scenario.more > 0)
    rounds.append(element('p', 'note', `${scenario.more} more records of it are in evidence.ndjson.`));
  details.append(rounds);
}

/**
 * @param {Round} round @param {number} index @param {Scenario} scenario
 * @param {ReturnType<typeof findingsOf>} found
 */
function roundView({ done, settle, arrival, records, writes }, index, scenario, found) {
  const settled = settle
    ? `Settle: ${settle.passes} passes, ${settle.settled ? 'settled' : 'not settled'}.`
    : 'No settle followed.';
  // What is only arranged in the first round has nowhere to arrive yet.
  const unseen = index === 0 ? '' : 'When it arrived was not seen.';
  const arrived = arrival === null ? unseen : `It arrived after ${arrival} ms.`;
  const tables = records.map((record) => recordTable(record, scenario.values, found));
  return [
    element('h4', '', `Round ${index + 1} of ${scenario.rounds.length}`),
    done.length === 0
      ? element('p', '', 'Nothing was done.')
      : element('ul', 'done', ...done.map((one) => element('li', 'said', one))),
    element('p', 'note', `${settled} ${arrived}`),
    tables.length === 0 ? element('p', '', 'No record was there.') : element('div', 'records', ...tables),
    writesView(writes, scenario.values),
  ];
}

/** @param {RecordView} record @param {string[]} values @param {ReturnType<typeof findingsOf>} found */
function recordTable({ name, side, id, existed, exists, leaves }, values, found) {
  const table = element('table', '');
  const state = exists ? (existed ? '' : ', new') : ', is gone';
  table.append(
    element(
      'caption',
      '',
      element('b', '', name),
      ` on the ${side}${id === null ? '' : `, id ${id}`}${state}`,
    ),
    element('thead', '', element('tr', '', ...['Leaf', 'Before', 'After'].map(columnHeading))),
  );
  const body = element('tbody', '');
  for (let i = 0; i < leaves.length; i += 3) {
    const [path, before, after] = [paths[leaves[i] ?? 0] ?? '', leaves[i + 1] ?? -1, leaves[i + 2] ?? -1];
    const isFound = found.some((one) => one.record === name && one.path === path);
    const differs = before !== after;
    const marks = [differs ? mark('≠', 'changed') : '', isFound ? mark('✗', 'finding') : ''];
    const heading = element('th', '', element('code', '', path), ...marks);
    heading.setAttribute('scope', 'row');
    const row = element('tr', [differs ? 'changed' : '', isFound ? 'found' : ''].join(' ').trim(), heading);
    row.append(
      ...[before, after].map((one) =>
        element('td', '', one < 0 ? 'not there' : element('code', '', values[one] ?? '')),
      ),
    );
    body.append(row);
  }
  table.append(body);
  return table;
}

/** @param {WriteView[]} writes @param {string[]} values */
function writesView(writes, values) {
  if (writes.length === 0) return element('p', 'note', 'The engine wrote nothing to these records.');
  const items = writes.map(({ record, method, status, pass, changes }) => {
    const item = element('li', '', `${method} of ${record}, answered ${status}, pass ${pass}`);
    if (changes.length === 0) item.append(': changed nothing');
    for (let i = 0; i < changes.length; i += 3) {
      const [path, from, to] = [
        paths[changes[i] ?? 0],
        values[changes[i + 1] ?? 0],
        values[changes[i + 2] ?? 0],
      ];
      item.append(element('br', ''), element('code', '', `${path}: ${from} → ${to}`));
    }
    return item;
  });
  return element(
    'details',
    'more',
    element(
      'summary',
      '',
      writes.length === 1 ? '1 write of the engine' : `${writes.length} writes of the engine`,
    ),
    element('ol', '', ...items),
  );
}

/** Where a check's findings are, those that stand on the page and the others. @param {HTMLElement} check */
function findingsOf(check) {
  const standing = [...check.querySelectorAll('li')]
    .filter(({ dataset }) => dataset['scenario'] !== undefined)
    .map(({ dataset: { scenario, round, record, path } }) => ({ scenario, round, record, path }));
  const others = moreFindings(check.id).map(({ scenario, round, record, path }) => ({
    scenario: String(scenario),
    round: String(round),
    record,
    path,
  }));
  return [...standing, ...others];
}

/** @param {string} check @returns {FindingView[]} */
function moreFindings(check) {
  return JSON.parse(document.getElementById(`findings-${check}`)?.textContent ?? '[]');
}

/** @param {string} number @returns {Scenario} */
function scenarioOf(number) {
  return JSON.parse(document.getElementById(`scenario-${number}`)?.textContent ?? 'null');
}

/** A sign for the eye and a word for the ear. @param {string} sign @param {string} word */
function mark(sign, word) {
  const one = element('span', 'mark', ` ${sign}`);
  one.setAttribute('aria-hidden', 'true');
  return element('span', '', one, element('span', 'sr', ` ${word}`));
}

/** @param {string} text */
function columnHeading(text) {
  const heading = element('th', '', text);
  heading.setAttribute('scope', 'col');
  return heading;
}

/** @param {string} tag @param {string} className @param {...(Node | string)} content */
function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...content);
  return made;
}
