/** The import rules of the house: imports point one way. `npm run check` enforces them. */
const allowed = {
  'src/domain': [],
  'src/checklist': ['src/domain'],
  'src/generate': ['src/domain'],
  'src/sync': ['src/domain'],
  'src/tenants': ['src/domain'],
  'src/checks': ['src/domain', 'src/generate'],
  'src/engines': ['src/sync', 'src/tenants', 'src/domain'],
  'src/campaign': ['src/domain', 'src/checks', 'src/engines', 'src/tenants'],
  'src/report': ['src/checks', 'src/domain'],
  'src/cli': ['src', 'mocks'],
  mocks: ['src/domain'],
  fixtures: ['src', 'mocks'],
  specs: ['fixtures', 'src/checklist', 'src/checks'],
};

module.exports = {
  forbidden: [
    ...Object.entries(allowed).map(([folder, targets]) => ({
      name: `${folder.replace('src/', '')}-imports-only-what-it-may`,
      severity: 'error',
      comment: `${folder} may import ${targets.length > 0 ? targets.join(', ') : 'nothing of ours'}`,
      from: { path: `^${folder}/`, pathNot: '[.]test[.]ts$' },
      to: {
        path: '^(src|mocks|fixtures|specs)/',
        pathNot: [folder, ...targets].map((target) => `^${target}/`),
      },
    })),
    {
      name: 'only-specs-fixtures-and-the-reporter-know-playwright',
      severity: 'error',
      from: { path: '^(src|mocks)/' },
      to: { path: 'node_modules/(@playwright|playwright|allure-playwright)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
