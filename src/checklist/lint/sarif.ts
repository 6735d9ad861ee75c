/** Findings for code review tools: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). */
import type { Finding } from './finding.ts';

/** One run over one document. `uri` is its path as it was given, with slashes; a path is no URI until it is encoded. */
export function sarifOf(findings: readonly Finding[], file: string, version: string): unknown {
  const codes = [...new Set(findings.map(({ code }) => code))].toSorted();
  const uri = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'dataflow-qa lint', version, rules: codes.map((id) => ({ id })) } },
        results: findings.map(({ code, severity, line, section, message, ask }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          // SARIF has the same three words.
          level: severity,
          message: { text: `${message}. Ask: ${ask}` },
          locations: [
            {
              physicalLocation: { artifactLocation: { uri }, region: { startLine: line } },
              ...(section === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: section }] }),
            },
          ],
        })),
      },
    ],
  };
}
