/**
 * The import rules of the house: imports point one way, whether static, of types, dynamic or re-exported.
 * `npm run check:imports` enforces them; src/import-rules.test.ts plants each banned import and sees it red.
 */

// TypeScript 7 has no API to parse with. Without swc there would be no module to judge, and no violation: fail here.
require.resolve('@swc/core');

/** For each folder, the only others of ours that it may import. */
const allowed = {
  'src/domain': [],
  'src/checklist': ['src/domain'],
  'src/generate': ['src/domain'],
  'src/sync': ['src/domain'],
  'src/tenants': ['src/domain'],
  'src/checks': ['src/domain', 'src/generate'],
  'src/engines': ['src/sync', 'src/tenants', 'src/domain'],
  'src/campaign': ['src/domain', 'src/checks', 'src/engines', 'src/tenants'],
  'src/live': ['src/domain', 'src/checks', 'src/generate', 'src/engines', 'src/campaign'],
  'src/faulty-engines': [
    'src/domain',
    'src/sync',
    'src/tenants',
    'src/engines',
    'src/checks',
    'src/generate',
  ],
  'src/histories': [
    'src/domain',
    'src/checklist',
    'src/generate',
    'src/sync',
    'src/tenants',
    'src/engines',
    'src/faulty-engines',
  ],
  'src/html': [],
  'src/audit': ['src/domain', 'src/html'],
  'src/report': ['src/checks', 'src/domain', 'src/html'],
  'src/catalogue': ['src/domain', 'src/checklist', 'src/checks', 'src/html'],
  'src/cli': ['src', 'mocks'],
  mocks: ['src/domain'],
  fixtures: ['src', 'mocks'],
  specs: ['fixtures', 'src/checklist', 'src/checks'],
  bench: ['src', 'mocks', 'fixtures', 'specs'],
  bin: ['src/cli'],
  docs: [],
};

const OURS = '^(src|mocks|fixtures|specs|bin|docs)/|^playwright[.]config[.]ts$';
const UNIT_TEST = '[.]test[.]ts$';
// The specs of our own pages, and the browser that they need, are tests of the project; the checklist's are the product.
const TEST_SUPPORT = `${UNIT_TEST}|(^|/)specs/pages/|(^|/)fixtures/browser[.]ts$|/testing/|/arbitrary[.]ts$|/test-[^/]+[.]ts$`;

const folderRules = Object.entries(allowed).map(([folder, targets]) => ({
  name: `${folder.replace('src/', '')}-imports-only-what-it-may`,
  severity: 'error',
  comment: `${folder} may import ${targets.length > 0 ? targets.join(', ') : 'nothing of ours'}`,
  from: { path: `^${folder}/`, pathNot: UNIT_TEST },
  to: { path: OURS, pathNot: [folder, ...targets].map((target) => `^${target}/`) },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    {
      name: 'a-folder-of-src-has-a-rule',
      severity: 'error',
      comment: 'say in .dependency-cruiser.cjs what the new folder may import',
      from: {
        path: '^src/',
        pathNot: [UNIT_TEST, ...Object.keys(allowed).map((folder) => `^${folder}/`)],
      },
      to: { path: '.' },
    },
    {
      name: 'checks-never-imports-sync',
      severity: 'error',
      comment: 'the reference engine must not mark its own work; a test of the checks must not let it either',
      from: { path: '^src/checks/' },
      to: { path: '^src/sync/' },
    },
    {
      name: 'the-judge-of-histories-never-imports-sync',
      severity: 'error',
      comment: 'what a history is to come to is never asked of an engine, nor of what engines are made of',
      from: {
        path: '^src/histories/((model|invariants)/|(judge|comparisons|cells)[.]ts)',
        pathNot: TEST_SUPPORT,
      },
      to: { path: '^src/(sync|engines|faulty-engines)/' },
    },
    {
      name: 'of-src-only-cli-imports-mocks',
      severity: 'error',
      comment: 'a real tenant stands in the place of a mock; what needs one is handed it by src/cli',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^mocks/' },
    },
    {
      name: 'only-specs-fixtures-and-the-reporter-know-playwright',
      severity: 'error',
      comment:
        'the judge and its verdicts stand without Playwright; the reporter lives in fixtures; the empty suite is what a run is timed against',
      from: { pathNot: '^(specs|fixtures|bench/empty-suite)/|^playwright[.]config[.]ts$|node_modules/' },
      to: { path: '(^|node_modules/)(@playwright/|(playwright|playwright-core|allure-playwright)(/|$))' },
    },
    {
      name: 'campaign-imports-ports',
      severity: 'error',
      comment:
        'which engine and which client of a tenant is chosen elsewhere; the port of tenants is in domain',
      from: { path: '^src/campaign/', pathNot: TEST_SUPPORT },
      to: { path: '^src/(engines|tenants)/', pathNot: '^src/(engines|tenants)/index[.]ts$' },
    },
    {
      name: 'of-src-only-cli-imports-the-catalogue',
      severity: 'error',
      comment: 'it looks at documents and decides nothing: no run and no verdict may hang on it',
      from: { path: '^src/', pathNot: '^src/(catalogue|cli)/' },
      to: { path: '^src/catalogue/' },
    },
    {
      name: 'nobody-imports-bench',
      severity: 'error',
      from: { pathNot: '^bench/' },
      to: { path: '^bench/' },
    },
    {
      name: 'production-imports-no-test-support',
      severity: 'error',
      comment:
        'tests depend on the code, never the code on its tests; benches measure with what tests are made of',
      from: { pathNot: `${TEST_SUPPORT}|^bench/|node_modules/` },
      to: {
        path: [`^(src|mocks|fixtures|specs|bench|docs)/.*(${TEST_SUPPORT})`, '^fixtures/browser[.]ts$'],
      },
    },
    {
      name: 'production-imports-no-dev-package',
      severity: 'error',
      comment: 'a user who installs without devDependencies can run everything but the tests and the checks',
      from: {
        path: '^(src|mocks|fixtures|specs|bin|docs)/|^playwright[.]config[.]ts$',
        pathNot: TEST_SUPPORT,
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      comment: 'an import that leads nowhere would escape every other rule',
      from: {},
      to: { couldNotResolve: true },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(qa-report|allure-results|allure-report|test-results|playwright-report|blob-report|[.]qa)/',
    },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
