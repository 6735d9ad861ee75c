/** What a reader sees, and when: statuses while the specs are held back, the verdict once they have ended. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, startCli, temporaryFolder } from './testing/command-line.ts';

const folder = temporaryFolder();
const TABLE = /^ +36 {2}id → id +✓ passed +✓ passed +4\/4$/m;
const VERDICT = /ACCEPTED|REJECTED|INCONCLUSIVE/;

/** What a process of Playwright's does before all else, in a run of this name. */
function withSpecs(name: string, script: string): { args: string[]; env: Record<string, string> } {
  const preload = path.join(folder, `${name}.cjs`);
  writeFileSync(preload, `if (/@playwright/.test(process.argv[1] ?? '')) { ${script} }\n`);
  return {
    args: ['run', '--out', path.join(folder, name)],
    env: { NODE_OPTIONS: `--require ${preload}` },
  };
}

describe('statuses', () => {
  it('are on the terminal while the specs have not even begun, without a verdict, and once', async () => {
    const go = path.join(folder, 'go');
    const { args, env } = withSpecs(
      'held',
      `while (!require('node:fs').existsSync(${JSON.stringify(go)}))
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);`,
    );
    const child = startCli(args, { env });
    const end = ended(child);
    let [stdout, stderr] = ['', ''];
    child.stderr?.on('data', (chunk: string) => (stderr += chunk));
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk: string) => {
        stdout += chunk;
        if (stdout.includes('28 settles')) resolve();
      });
      child.once('close', () => resolve());
    });
    const before = stdout;
    // Those of the small batches come before the campaign has ended.
    expect(stderr.indexOf('✓ passed')).toBeGreaterThan(0);
    expect(stderr.indexOf('✓ passed')).toBeLessThan(stderr.indexOf('10 batches'));
    expect(before).toMatch(TABLE);
    expect(before).not.toMatch(VERDICT);
    expect(existsSync(path.join(folder, 'held', 'signoff.json'))).toBe(false);
    writeFileSync(go, '');
    const whole = await end;
    expect(whole.status).toBe(0);
    expect(whole.stdout.slice(before.length)).toMatch(
      /^ACCEPTED: (\d+) of \1 checks passed\..+\nGates: .+\nSign-off pack: .+\n$/,
    );
  });

  it('are told again where a fault of the harness changes some, and the run is inconclusive', async () => {
    const { args, env } = withSpecs('dead', `process.exit(3);`);
    const { status, stdout, stderr } = await ended(startCli(args, { env }));
    expect(status).toBe(2);
    expect(stderr).toContain('The harness failed: the specs did not run');
    const [, shown = '', again = ''] = stdout.split('Crmoffice Companies to Crmoffice Companies\n');
    expect(shown).toMatch(TABLE);
    expect(shown).not.toContain('not verified');
    // A check that reads all of the evidence is not verified by a campaign that did not end well.
    expect(again).toMatch(/^ {2}\w.+ \d+ passed, \d+ not verified$/m);
    expect(again).toMatch(/^INCONCLUSIVE: /m);
    expect(stdout).not.toMatch(/ACCEPTED/);
  });
});
