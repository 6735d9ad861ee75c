/** The bench's clock: from the start to the first line asked for, on either stream, and no figure of what went wrong. */
import { expect, it } from 'vitest';
import { timeOf } from './first-line.ts';

/** A clock that goes on by one each time that it is asked, so that no machine is too busy for it. */
const run = (script: string, line: RegExp) => {
  let asked = 0;
  const now = (): number => (asked += 1);
  return timeOf(['-e', script], { cwd: process.cwd(), env: { SAID: 'ready' }, line }, now);
};

it.each(['stdout', 'stderr'])(
  'sees the first line that is asked for on %s, and no later one',
  async (stream) => {
    const script = `process.${stream}.write('warming up\\n' + process.env.SAID + ' 1\\nready 2\\n')`;
    expect(await run(script, /^ready/)).toEqual({ firstLine: 1, ended: 2 });
  },
);

it('has no figure where no such line came, or the process did not end well', async () => {
  await expect(run(`console.log('warming up')`, /^ready/)).rejects.toThrow('printed no line like /^ready/');
  await expect(run(`console.log('ready'); process.exit(1)`, /^ready/)).rejects.toThrow('ended with 1');
});
