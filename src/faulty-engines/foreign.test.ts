import { describe, expect, it } from 'vitest';
import { parseForeignBank } from './foreign.ts';

const engine = { title: 'drops codes', command: 'node sync.mjs', expect: 'red' };
const parse = (json: unknown) => parseForeignBank(JSON.stringify(json), 'bank.json');

describe('a bank of engines of others', () => {
  it('has a command and an expectation for each, and the rest by default', () => {
    expect(parse({ engines: [engine] })).toEqual([
      { ...engine, class: 'foreign', against: 'the document', red: [] },
    ]);
    const [full] = parse({
      engines: [{ ...engine, class: 'rows', red: ['edit-left'], rows: ['a → b'], within: '^edit' }],
    });
    expect(full).toMatchObject({ class: 'rows', red: ['edit-left'], rows: ['a → b'] });
    expect(full?.within?.test('edit-left/x')).toBe(true);
  });

  it.each([
    ['{', 'bank.json: it is not JSON'],
    ['{}', 'engines'],
    [JSON.stringify({ engines: [] }), 'engines'],
    [JSON.stringify({ engines: [{ ...engine, expect: 'green' }] }), 'expect'],
    [JSON.stringify({ engines: [{ ...engine, comand: 'x' }] }), 'comand'],
    [JSON.stringify({ engines: [{ ...engine, within: '(' }] }), 'is no regular expression'],
    [JSON.stringify({ engines: [engine, engine] }), 'stands there twice'],
  ])('refuses %s', (text, message) => {
    expect(() => parseForeignBank(text, 'bank.json')).toThrow(message);
  });
});
