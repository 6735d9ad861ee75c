/** The page's script that shows what is in a document when it is opened: its sections, rows and findings. */

/** @typedef {import('./packed.ts').Packed} Packed */

/** Parsed when the first document is opened. @type {Packed | null} */
let parsed = null;

// It does not bubble.
document.addEventListener('toggle', ({ target }) => fill(target), { capture: true });

/** @param {EventTarget | null} opened */
function fill(opened) {
  if (!(opened instanceof HTMLDetailsElement) || !opened.classList.contains('document')) return;
  if (!opened.open || opened.querySelector('.body') !== null) return;
  parsed ??= JSON.parse(document.querySelector('#data')?.textContent ?? '');
  const packed = parsed?.documents[Number(opened.id.replace('document-', '')) - 1];
  if (packed === undefined) throw new Error(`the page has no data of ${opened.id}`);
  const { title, left, right, sections, findings } = packed;
  const empty = sections.length === 0 ? [make('p', 'note', 'It has no section.')] : [];
  opened.append(
    make(
      'div',
      'body',
      make('p', 'note', `${text(left)} on the left, ${text(right)} on the right`),
      ...findingTable(findings, `Findings in ${text(title)} as a whole`),
      ...empty,
      ...sections.map(sectionOf),
    ),
  );
}

/** @param {import('./packed.ts').PackedSection} section */
function sectionOf([heading, line, merge, rows, findings, why]) {
  const rules = chunks(merge, 3).map(([, left, right]) => `${text(left)} → ${text(right)}`);
  const name = text(heading);
  const ruled = rules.length === 0 ? 'no merge rule' : `merged by ${rules.join(', ')}`;
  const runs =
    why === undefined ? make('b', 'runs', 'can be run') : make('span', '', `cannot be run: ${text(why)}`);
  return make(
    'section',
    '',
    make('h3', 'said', name),
    make('p', 'note', `line ${line} · ${ruled} · `, runs),
    ...rowTable(rows, name),
    ...findingTable(findings, `Findings in ${name}`),
  );
}

/** @param {number[]} rows @param {string} name */
function rowTable(rows, name) {
  if (rows.length === 0) return [make('p', 'note', 'no rows')];
  const own = chunks(rows, 4);
  const lines = own.map(([line, left, right, type]) => [
    String(line),
    make('code', '', text(left) || '—'),
    make('code', '', text(right) || '—'),
    text(type),
  ]);
  const more = make(
    'details',
    'more',
    make('summary', '', own.length === 1 ? '1 row' : `${own.length} rows`),
    table(`Rows of ${name}`, ['Line', 'Left', 'Right', 'Type'], lines),
  );
  return [more];
}

/** @param {number[]} findings @param {string} caption */
function findingTable(findings, caption) {
  if (findings.length === 0) return [];
  const lines = chunks(findings, 2).map(([line, kind]) => {
    const [code, severity, message, ask] = parsed?.findings[kind ?? -1] ?? [];
    const named = text(severity);
    return [
      String(line),
      make('span', 'nowrap', make('span', named, named), ' ', make('code', '', text(code))),
      make('span', 'said', whole(message), make('small', 'ask', `To ask the vendor: ${whole(ask)}`)),
    ];
  });
  return [table(caption, ['Line', 'Finding', 'What it says'], lines)];
}

/** @param {string} caption @param {string[]} headings @param {(string | Element)[][]} rows */
function table(caption, headings, rows) {
  const head = make('tr', '', ...headings.map((heading) => make('th', '', heading)));
  for (const cell of head.children) cell.setAttribute('scope', 'col');
  const body = rows.map((cells) => make('tr', '', ...cells.map((cell) => make('td', 'said', cell))));
  const made = make(
    'table',
    '',
    make('caption', '', caption),
    make('thead', '', head),
    make('tbody', '', ...body),
  );
  const box = make('div', 'wide', made);
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', caption);
  box.tabIndex = 0;
  return box;
}

/** Numbers that stand one after the other, so many at a time. @param {number[]} numbers @param {number} each */
function chunks(numbers, each) {
  return Array.from({ length: numbers.length / each }, (_, i) => numbers.slice(i * each, (i + 1) * each));
}

/** A sentence from its pieces. @param {number[] | undefined} pieces */
function whole(pieces = []) {
  return pieces.map(text).join('');
}

/** @param {number | undefined} at */
function text(at) {
  return parsed?.texts[at ?? -1] ?? '';
}

/** Texts become nodes, so that no document can bring markup. @param {string} tag @param {string} name @param {(string | Element)[]} children */
function make(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.append(...children);
  return made;
}
