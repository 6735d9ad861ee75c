/** What a campaign writes down comes back as it was. */
import { describe, expect, it } from 'vitest';
import { tinyEngine } from '../campaign/testing/tiny-engine.ts';
import { recordCampaign } from '../cli/testing/record.ts';
import { EvidenceLine, parseEvidence, renderEvidenceLine } from './evidence.ts';

const { lines, evidence } = await recordCampaign({
  engine: tinyEngine('recorded'),
  only: (id) => /^(match|awkward values|deletion|at work\/source)/.test(id),
});
const text = lines.map(renderEvidenceLine);

describe('evidence as a file', () => {
  it('is one line of JSON for each thing that was observed, awkward values included', () => {
    for (const line of text) {
      expect(line.endsWith('\n')).toBe(true);
      expect(line.slice(0, -1)).not.toMatch(/[\n\r]/);
    }
  });

  it('comes back as it was written', () => {
    const read = parseEvidence(text.join(''), 'evidence.ndjson');
    expect(read).toEqual(evidence);
    for (const line of lines) expect(EvidenceLine.parse(JSON.parse(renderEvidenceLine(line)))).toEqual(line);
    const { settles, further, scenarios } = read;
    expect(lines).toHaveLength(settles.length + further.size + scenarios.size + 2);
  });

  it('may have empty lines, and may lack its end', () => {
    expect(parseEvidence(`${text.join('\n')}\n`, 'x')).toEqual(evidence);
    expect(parseEvidence(text.slice(0, -1).join(''), 'x')).toEqual({ ...evidence, end: null });
  });
});
