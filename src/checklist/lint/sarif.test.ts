import { expect, it } from 'vitest';
import type { Finding } from './finding.ts';
import { sarifOf } from './sarif.ts';

const finding = (code: string, line: number, severity: Finding['severity']): Finding => ({
  code,
  severity,
  line,
  message: `${code} is open`,
  ask: 'Which?',
});

it('has a rule for each code, and a result for each finding, on its line', () => {
  const findings = [
    finding('b', 3, 'note'),
    { ...finding('a', 5, 'error'), section: 'S to T' },
    finding('b', 9, 'warning'),
  ];
  const at = (startLine: number) => ({
    physicalLocation: { artifactLocation: { uri: 'docs/my%20flow.rst' }, region: { startLine } },
  });
  expect(sarifOf(findings, 'docs\\my flow.rst', '1.2.3')).toEqual({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'dataflow-qa lint', version: '1.2.3', rules: [{ id: 'a' }, { id: 'b' }] } },
        results: [
          {
            ruleId: 'b',
            ruleIndex: 1,
            level: 'note',
            message: { text: 'b is open. Ask: Which?' },
            locations: [at(3)],
          },
          {
            ruleId: 'a',
            ruleIndex: 0,
            level: 'error',
            message: { text: 'a is open. Ask: Which?' },
            locations: [{ ...at(5), logicalLocations: [{ fullyQualifiedName: 'S to T' }] }],
          },
          {
            ruleId: 'b',
            ruleIndex: 1,
            level: 'warning',
            message: { text: 'b is open. Ask: Which?' },
            locations: [at(9)],
          },
        ],
      },
    ],
  });
});
