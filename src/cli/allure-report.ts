/** Makes Allure's report of a pack's `allure-results/`, with the trend of the reports before it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { analyticsIn, withoutAnalytics } from '../report/allure-analytics.ts';
import { forgetRun } from './allure-history.ts';
import { outFolder } from './out-folder.ts';
import { UsageError } from './usage-error.ts';

/** Runs of the trend that are kept: a line each, of a thousand checks at most a megabyte. */
const HISTORY_LIMIT = 50;
const RESULT = '-result.json';
/** Stands in each report that was made here: only such a folder is made anew. */
const MARK = '.made-by-dataflow-qa';

const Executor = z.looseObject({ reportName: z.string() });

/** @throws UsageError where there are no results, the folder holds something else, or Allure cannot be run */
export async function writeAllureReport(pack: string, given: string): Promise<void> {
  const results = path.join(pack, 'allure-results');
  const uuids = uuidsOf(results);
  const out = ownFolder(given);
  const history = path.join(pack, 'allure-history.jsonl');
  forgetRun(history, uuids);
  // Of its own folder Allure leaves old files behind.
  for (const name of readdirSync(out)) rmSync(path.join(out, name), { recursive: true });
  const own = mkdtempSync(path.join(tmpdir(), 'dataflow-qa-allure-'));
  try {
    const config = path.join(own, 'allurerc.json');
    writeFileSync(config, JSON.stringify(configOf(results, { out, history })));
    await generate(['--config', config, '--cwd', path.resolve(pack), 'allure-results']);
    tellNobody(out);
    writeFileSync(path.join(out, MARK), '');
  } finally {
    rmSync(own, { recursive: true });
  }
}

function uuidsOf(results: string): string[] {
  const files = existsSync(results) ? readdirSync(results).filter((name) => name.endsWith(RESULT)) : [];
  if (files.length > 0) return files.map((name) => name.slice(0, -RESULT.length));
  throw new UsageError(
    `${results}: there are no Allure results; \`npx dataflow-qa run\` and \`judge\` write them into their pack`,
  );
}

/** Of a folder that holds something else nothing must be lost. */
function ownFolder(given: string): string {
  const out = outFolder(given);
  const isReport = existsSync(path.join(out, MARK));
  if (readdirSync(out).length > 0 && !isReport) {
    throw new UsageError(`--out ${given}: holds something else than a report of Allure; name another folder`);
  }
  return out;
}

function configOf(results: string, { out, history }: { out: string; history: string }): object {
  const read = (name: string): unknown => {
    const file = path.join(results, name);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  };
  const executor = Executor.safeParse(read('executor.json'));
  return {
    name: executor.success ? executor.data.reportName : 'dataflow-qa',
    output: out,
    historyPath: path.resolve(history),
    historyLimit: HISTORY_LIMIT,
    knownIssuesPath: path.resolve(results, 'known-issues.json'),
    // Allure 3 reads the categories of a config only.
    categories: read('categories.json'),
    plugins: { awesome: { options: { groupBy: ['epic', 'feature', 'story'], reportLanguage: 'en' } } },
  };
}

async function generate(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [allureFile(), 'generate', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const [status] = await once(child, 'close');
  if (status !== 0)
    throw new UsageError(`Allure made no report: ${output.trim() || `it ended with ${status}`}`);
}

/** A package of the developers: what `run` and `judge` write needs none. */
function allureFile(): string {
  try {
    return fileURLToPath(new URL('../cli.js', import.meta.resolve('allure')));
  } catch {
    throw new UsageError('the package `allure` is not installed: `npm ci` installs it');
  }
}

/** @throws Error where something of the report would still call an analytics host */
function tellNobody(out: string): void {
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(html|[cm]?js)$/.test(name)) continue;
    const file = path.join(out, name);
    const text = readFileSync(file, 'utf8');
    const cleaned = name.endsWith('.html') ? withoutAnalytics(text) : text;
    if (cleaned !== text) writeFileSync(file, cleaned);
    const found = analyticsIn(cleaned);
    if (found !== null) throw new Error(`${file} tells an analytics host who opens it (${found})`);
  }
}
