/** Plants each import that the house bans in a copy of the project, and sees `npm run check` turn red for it. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = path.resolve(import.meta.dirname, '..');
const CODE = ['src', 'mocks', 'fixtures', 'specs', 'bench'];
const SETTINGS = ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs', '.oxlintrc.json'];
/** Every kind of import, of a module that exports `value` and the type `Shape`. */
const KINDS = {
  static: (from: string) => `import { value } from '${from}';\nexport const used = value;\n`,
  type: (from: string) => `import type { Shape } from '${from}';\nexport type Used = Shape;\n`,
  dynamic: (from: string) => `export const used = () => import('${from}');\n`,
  're-export': (from: string) => `export { value } from '${from}';\n`,
};

/** [the folder that imports, or the file where its name matters; what it imports; the rules that ban it] */
const BANNED: [from: string, to: string, ...rules: string[]][] = [
  ['src/checks', 'src/sync', 'checks-never-imports-sync', 'checks-imports-only-what-it-may'],
  ['src/checks/KIND.test.ts', 'src/sync', 'checks-never-imports-sync'],
  ['src/campaign', 'mocks/crmoffice', 'of-src-only-cli-imports-mocks', 'campaign-imports-only-what-it-may'],
  ['src/engines', 'mocks/crmoffice', 'of-src-only-cli-imports-mocks', 'engines-imports-only-what-it-may'],
  ['src/tenants/KIND.test.ts', 'mocks/crmoffice', 'of-src-only-cli-imports-mocks'],
  ['src/histories/model', 'src/sync', 'the-judge-of-histories-never-imports-sync'],
  ['src/histories/invariants', 'src/engines', 'the-judge-of-histories-never-imports-sync'],
  ['src/histories', 'src/report', 'histories-imports-only-what-it-may'],
  ['src/histories', 'src/checks', 'histories-imports-only-what-it-may'],
  ['src/histories', 'mocks/crmoffice', 'of-src-only-cli-imports-mocks', 'histories-imports-only-what-it-may'],
  ['src/report', '@playwright/test', 'only-specs-fixtures-and-the-reporter-know-playwright'],
  ['src/cli', 'allure-playwright', 'only-specs-fixtures-and-the-reporter-know-playwright'],
  ['mocks/crmoffice', '@playwright/test', 'only-specs-fixtures-and-the-reporter-know-playwright'],
  ['src/domain', 'src/checklist', 'domain-imports-only-what-it-may'],
  ['src/checklist', 'src/checks', 'checklist-imports-only-what-it-may'],
  ['src/generate', 'src/checklist', 'generate-imports-only-what-it-may'],
  ['src/sync', 'src/tenants', 'sync-imports-only-what-it-may'],
  ['src/tenants', 'src/engines', 'tenants-imports-only-what-it-may'],
  ['src/checks', 'src/campaign', 'checks-imports-only-what-it-may'],
  ['src/engines', 'src/checks', 'engines-imports-only-what-it-may'],
  ['src/campaign', 'src/sync', 'campaign-imports-only-what-it-may'],
  ['src/campaign', 'src/engines', 'campaign-imports-ports'],
  ['src/campaign', 'src/tenants', 'campaign-imports-ports'],
  [
    'src/faulty-engines',
    'mocks/crmoffice',
    'of-src-only-cli-imports-mocks',
    'faulty-engines-imports-only-what-it-may',
  ],
  ['src/faulty-engines', 'src/campaign', 'faulty-engines-imports-only-what-it-may'],
  ['src/report', 'src/campaign', 'report-imports-only-what-it-may'],
  ['src/html', 'src/domain', 'html-imports-only-what-it-may'],
  ['src/catalogue', 'src/campaign', 'catalogue-imports-only-what-it-may'],
  ['src/report', 'src/catalogue', 'of-src-only-cli-imports-the-catalogue', 'report-imports-only-what-it-may'],
  ['src/checks/KIND.test.ts', 'src/catalogue', 'of-src-only-cli-imports-the-catalogue'],
  ['src/cli', 'fixtures', 'cli-imports-only-what-it-may'],
  ['mocks/crmoffice', 'src/sync', 'mocks-imports-only-what-it-may'],
  ['fixtures', 'specs', 'fixtures-imports-only-what-it-may'],
  ['specs', 'src/campaign', 'specs-imports-only-what-it-may'],
  ['specs', 'mocks/crmoffice', 'specs-imports-only-what-it-may'],
  ['bin', 'src/checks', 'bin-imports-only-what-it-may'],
  ['docs/engines', 'src/sync', 'docs-imports-only-what-it-may'],
  ['src/newcomer', 'src/domain', 'a-folder-of-src-has-a-rule'],
  ['src/cli', 'bench', 'nobody-imports-bench'],
  ['specs', 'bench', 'nobody-imports-bench'],
  ['src/domain', 'src/domain/testing', 'production-imports-no-test-support'],
  ['mocks/crmoffice', 'mocks/crmoffice/test-planted.ts', 'production-imports-no-test-support'],
  ['src/checklist', 'src/checklist/arbitrary.ts', 'production-imports-no-test-support'],
  ['fixtures', 'src/domain/planted.test.ts', 'production-imports-no-test-support'],
  ['fixtures', 'fixtures/browser.ts', 'production-imports-no-test-support'],
  ['specs', '@axe-core/playwright', 'production-imports-no-dev-package'],
  ['src/domain', 'fast-check', 'production-imports-no-dev-package'],
  ['mocks/crmoffice', 'vitest', 'production-imports-no-dev-package'],
  ['src/generate', './no-such-file.ts', 'imports-resolve'],
];

const Cruised = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});
const Linted = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'import-rules-'));
  for (const name of [...CODE, ...SETTINGS]) {
    await cp(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  }
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

describe('dependency-cruiser', () => {
  test('has read every TypeScript file of the project, and finds nothing banned', async () => {
    const { modules, summary } = Cruised.parse(
      JSON.parse((await check('check:imports', ['--output-type', 'json'])).output),
    );
    const files = (await Promise.all(CODE.map((folder) => typescriptIn(folder)))).flat();
    expect(files.length).toBeGreaterThan(100);
    expect(modules.map(({ source }) => source)).toEqual(expect.arrayContaining(files));
    expect(summary.violations).toEqual([]);
  });

  test('names the rule for each banned import: static, type, dynamic and re-export', async () => {
    const expected = new Map<string, string[]>();
    for (const [index, [from, to, ...rules]] of BANNED.entries()) {
      const target = await plantTarget(to);
      for (const [kind, textOf] of Object.entries(KINDS)) {
        const name = `planted-${index}-${kind}`;
        const file = from.includes('KIND') ? from.replace('KIND', name) : `${from}/${name}.ts`;
        expected.set(await plant(file, textOf(pathFrom(file, target))), rules.toSorted());
      }
    }
    expected.set(await plant('src/sync/cycle-a.ts', `export { b } from './cycle-b.ts';\n`), ['no-cycles']);
    await plant('src/sync/cycle-b.ts', `export { a } from './cycle-a.ts';\n`);

    const { output } = await check('check:imports', ['--output-type', 'json']);
    const found = new Map<string, string[]>();
    for (const { from, rule } of Cruised.parse(JSON.parse(output)).summary.violations) {
      found.set(from, [...(found.get(from) ?? []), rule.name].toSorted());
    }
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));

    const told = await check('check:imports');
    expect(told.exitCode).not.toBe(0);
    expect(told.output).toContain('error checks-never-imports-sync: src/checks/planted-0-static.ts');
  });

  test('fails where there is no parser for TypeScript, instead of finding nothing in no module', async () => {
    const bare = await mkdtemp(path.join(tmpdir(), 'import-rules-'));
    await cp(path.join(ROOT, '.dependency-cruiser.cjs'), path.join(bare, '.dependency-cruiser.cjs'));
    const tool = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const { exitCode, output } = await run(process.execPath, [tool, '.'], bare);
    await rm(bare, { recursive: true });
    expect(exitCode).not.toBe(0);
    expect(output).toContain('@swc/core');
  });
});

// The parser that dependency-cruiser is given here cannot tell an import of types, so this rule is oxlint's.
test('oxlint lets the campaign import types of checks, and nothing else', async () => {
  const target = await plantTarget('src/checks');
  const files = new Map<string, string>();
  for (const [kind, textOf] of Object.entries(KINDS)) {
    const file = `src/campaign/linted-${kind}.ts`;
    files.set(await plant(file, textOf(pathFrom(file, target))), kind);
  }
  const { output } = await check('check:lint', ['--format', 'json', ...files.keys()]);
  const restricted = Linted.parse(JSON.parse(output)).diagnostics.filter(({ code }) =>
    code.includes('no-restricted-imports'),
  );
  const kinds = restricted.map(({ filename }) => files.get(filename));
  expect(new Set(kinds)).toEqual(new Set(['static', 'dynamic', 're-export']));
});

/** Runs a script of package.json in the copy. */
function check(script: string, options: string[] = []): Promise<Outcome> {
  return run('npm', ['run', '--silent', script, '--', ...options], copy);
}

interface Outcome {
  exitCode: number | null;
  /** Standard output, or standard error where there is none. */
  output: string;
}

function run(command: string, options: string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(command, options, { cwd, maxBuffer: 64e6 }, (_, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, output: stdout || stderr });
    });
  });
}

/** Writes a file into the copy, and gives its name back. */
async function plant(file: string, text: string): Promise<string> {
  await mkdir(path.join(copy, path.dirname(file)), { recursive: true });
  await writeFile(path.join(copy, file), text);
  return file;
}

/** What is to be imported: a package or a path as it is, else a file in the folder, so that no renaming matters. */
async function plantTarget(to: string): Promise<string> {
  if (!isOurs(to)) return to;
  const file = to.endsWith('.ts') ? to : `${to}/planted-target.ts`;
  return plant(file, 'export const value = 1;\nexport interface Shape {\n  value: number;\n}\n');
}

function isOurs(target: string): boolean {
  return CODE.some((folder) => target === folder || target.startsWith(`${folder}/`));
}

function pathFrom(file: string, target: string): string {
  if (!isOurs(target)) return target;
  const relative = path.posix.relative(path.posix.dirname(file), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

async function typescriptIn(folder: string): Promise<string[]> {
  const names = await readdir(path.join(ROOT, folder), { recursive: true });
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}
