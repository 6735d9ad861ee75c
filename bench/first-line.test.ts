/** The bench's clock: from the start to the first line asked for, on either stream, and no figure of what went wrong. */
import { expect, it } from 'vitest';
import { timeOf } from './first-line.ts';

const run = (script: string, line: RegExp) =>
  timeOf(['-e', script], { cwd: process.cwd(), env: { SAID: 'ready' }, line });

it.each(['stdout', 'stderr'])(
  'sees the first line that is asked for on %s, before the end',
  async (stream) => {
    const script = `process.${stream}.write('warming up\\n' + process.env.SAID + ' 1\\n');
    setTimeout(() => process.${stream}.write('ready 2\\n'), 300)`;
    const { firstLine, ended } = await run(script, /^ready/);
    expect(firstLine).toBeGreaterThan(0);
    expect(ended - firstLine).toBeGreaterThan(250);
  },
);

it('has no figure where no such line came, or the process did not end well', async () => {
  await expect(run(`console.log('warming up')`, /^ready/)).rejects.toThrow('printed no line like /^ready/');
  await expect(run(`console.log('ready'); process.exit(1)`, /^ready/)).rejects.toThrow('ended with 1');
});
