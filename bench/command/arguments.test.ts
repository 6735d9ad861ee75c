import { expect, test } from 'vitest';
import { askedOf } from './arguments.ts';

const BENCHES = ['mock-peers', 'mock-growth', 'run-time', 'prove'];

test.each([
  { argv: [], names: BENCHES },
  { argv: ['prove', 'mock'], names: ['mock-peers', 'mock-growth', 'prove'] },
  { argv: ['run-time', '--json'], names: ['run-time'] },
])('$argv means $names', ({ argv, names }) => {
  expect(askedOf(argv, BENCHES)).toMatchObject({ names, all: argv.length === 0 });
});

test('options are told, and a file only where one was given', () => {
  expect(askedOf(['--short', '--json', '--against', 'b.json'], BENCHES)).toMatchObject({
    short: true,
    json: true,
    write: false,
    against: 'b.json',
    renew: null,
  });
});

test.each([
  { argv: ['pro'], why: 'no bench is pro; there are mock-peers' },
  { argv: ['--quick'], why: '--quick' },
  { argv: ['--write', '--short'], why: '--write is for all' },
  { argv: ['--write', 'prove'], why: '--write is for all' },
  { argv: ['--renew', 'b.json'], why: '--renew is for all' },
  { argv: ['--short', '--renew', 'b.json', 'prove'], why: '--renew is for all' },
  { argv: ['--against', 'b.json'], why: '--against is for the short form' },
])('$argv is refused', ({ argv, why }) => {
  expect(() => askedOf(argv, BENCHES)).toThrow(why);
});
