/** `summary.md`: the sign-off in a screen, for a comment on a pull request and for a CI's job summary. Pure. */
import type { Gate } from './model.ts';
import { printable } from './printable.ts';
import type { Report, ReportCheck } from './model.ts';

/** How many of one kind are named: a comment is read on a telephone. */
const NAMED = 10;

const SIGN = {
  passed: '✅',
  failed: '❌',
  'not verified': '❔',
  excluded: '➖',
  'not judged': '❔',
} as const;

export function markdownOf(report: Report): string {
  const { signoff, meaning, checks, sections, gates, regression, risks } = report;
  const count = (status: ReportCheck['status']): number =>
    checks.filter((one) => one.status === status).length;
  const counts = (['passed', 'failed', 'deviates', 'recorded', 'not verified'] as const)
    .map((status) => ({ status, number: count(status) }))
    .filter(({ number }) => number > 0)
    .map(({ status, number }) => `${number} ${status}`);
  return [
    `## ${text(signoff.verdict.toUpperCase())}: ${text(signoff.checklist.title)}`,
    `${text(meaning)} ${counts.join(', ')} of ${checks.length} checks.`,
    table(
      ['Line', 'Row', 'Left → right', 'Right → left', 'Checks'],
      sections.flatMap(({ rows }) =>
        rows.map(({ line, name, directions: { left, right }, passed, checks: own }) => [
          String(line),
          text(name),
          `${SIGN[left]} ${left}`,
          `${SIGN[right]} ${right}`,
          `${passed}/${own.length}`,
        ]),
      ),
    ),
    ...gateLines(gates),
    ...named(
      'Failed',
      checks.filter(({ status }) => status === 'failed'),
    ),
    ...named(
      'Not verified',
      checks.filter(({ status }) => status === 'not verified'),
    ),
    ...named(
      'Deviates from a policy',
      checks.filter(({ status }) => status === 'deviates'),
    ),
    ...(regression === null
      ? []
      : list(
          `Since the run of ${regression.baseline.startedAt}`,
          regression.rows.length === 0
            ? ['no row has changed']
            : regression.rows.map(({ row, change, was, is }) =>
                text(`${row}: ${change} (${was ?? 'not there'} → ${is ?? 'not there'})`),
              ),
        )),
    ...list('What this does not cover', risks.map(text)),
    `Engine ${text(signoff.engine.name)} ${text(signoff.engine.version)}, seed ${signoff.seed}, ${signoff.startedAt}, document SHA-256 \`${signoff.checklist.sha256.slice(0, 12)}\`.`,
  ]
    .join('\n\n')
    .concat('\n');
}

function gateLines(gates: readonly Gate[]): string[] {
  return list(
    'Gates',
    gates.map(
      ({ name, status, message }) => `${SIGN[status]} **${text(name)}** (${status}): ${text(message)}`,
    ),
    gates.length,
  );
}

function named(title: string, checks: readonly ReportCheck[]): string[] {
  return list(
    title,
    checks.map(({ title: told, lines, reason, known }) => {
      const place = [`document line ${lines.join(', ')}`, ...(known === null ? [] : [known])].join('; ');
      return text(`${told} (${place})${reason === null ? '' : `: ${shortened(reason)}`}`);
    }),
  );
}

function list(title: string, items: readonly string[], shown = NAMED): string[] {
  if (items.length === 0) return [];
  const more = items.length > shown ? [`- … and ${items.length - shown} more`] : [];
  return [`**${title}**`, [...items.slice(0, shown).map((item) => `- ${item}`), ...more].join('\n')];
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

function shortened(told: string): string {
  return told.length > 200 ? `${told.slice(0, 199)}…` : told;
}

/** What would be markup, a mention or a new line in a comment stands there as it is. */
function text(given: string): string {
  return printable(given)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[*[\\\]_`|~]/g, String.raw`\$&`)
    .replaceAll(/[#&<>@]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
