import { describe, expect, it } from 'vitest';
import { tinyEngine } from '../campaign/testing/tiny-engine.ts';
import { recordCampaign } from '../cli/testing/record.ts';
import { EvidenceError, EvidenceLine, parseEvidence, renderEvidenceLine } from './evidence.ts';

const { lines, evidence } = await recordCampaign({
  engine: tinyEngine('recorded'),
  only: (id) => /^(match|awkward values|deletion|at work\/source)/.test(id),
});
const text = lines.map(renderEvidenceLine);

function errorOf(written: string): EvidenceError {
  try {
    parseEvidence(written, 'run/evidence.ndjson');
  } catch (error) {
    if (error instanceof EvidenceError) return error;
    throw error;
  }
  throw new Error('this evidence was read without an error');
}

const kinds = (kind: EvidenceLine['kind']): number => lines.findIndex((line) => line.kind === kind);

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

describe('evidence that cannot be read says where and why', () => {
  it.each([
    ['an empty file', '', 1, 'no line that describes a campaign'],
    ['another file', 'hello\n', 1, 'not JSON'],
    ['JSON of another kind', '{"kind":"invoice"}\n', 1, 'not evidence'],
    ['no first line', text.slice(1).join(''), 1, 'the first line must describe the campaign'],
    ['a line that was cut off', text.join('').slice(0, -20), text.length, 'not JSON'],
    ['a second campaign', text.slice(0, 1).join('') + text.join(''), 2, 'a second campaign begins here'],
    [
      'a line after the end',
      text.join('') + (text[1] ?? ''),
      text.length + 1,
      'more after the line that ends',
    ],
  ])('%s', (_, written, line, detail) => {
    const error = errorOf(written);
    expect(error.message).toMatch(new RegExp(`^run/evidence.ndjson:${line}: `));
    expect(error.message).toContain(detail);
  });

  it.each(['settle', 'scenario', 'further passes'] as const)('a %s that stands there twice', (kind) => {
    const at = kinds(kind);
    const error = errorOf(text.toSpliced(at + 1, 0, text[at] ?? '').join(''));
    expect(error.message).toMatch(new RegExp(`^run/evidence.ndjson:${at + 2}: .* twice$`));
  });

  it.each([
    ['an unknown field', { extra: 1 }],
    ['a company of another shape', { rounds: [{ actions: [], observed: { left: { id: 7 } }, writes: [] }] }],
    ['a side that there is not', { sides: { left: 'middle' } }],
    ['a missing list', { rounds: undefined }],
  ])('%s', (_, change) => {
    const at = kinds('scenario');
    const altered = `${JSON.stringify({ ...lines[at], ...change })}\n`;
    const error = errorOf(text.with(at, altered).join(''));
    expect(error.message).toMatch(new RegExp(`^run/evidence.ndjson:${at + 1}: this line is not evidence`));
    expect(error.message).toContain(Object.keys(change)[0]);
  });

  it('another version of the format', () => {
    const [header, ...rest] = text;
    const error = errorOf([header?.replace('"format":1', '"format":2'), ...rest].join(''));
    expect(error.message).toContain('format');
  });
});
