import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChecklist } from '../checklist/read.ts';
import { bankOf } from '../faulty-engines/bank.ts';
import { Detection } from '../faulty-engines/detection.ts';
import { score } from '../faulty-engines/score.ts';
import { variedEngine } from '../faulty-engines/varied-engine.ts';
import { inProcessEnvironment, mockEnvironment } from './mock-tenants.ts';
import { tryEngine, wholePlan } from './prove-engine.ts';
import { cli, temporaryFolder } from './testing/command-line.ts';
import { CHECKLIST } from './testing/record.ts';

describe('prove', () => {
  it('finds out engines of the bank, in whatever folder, and writes what it saw', async () => {
    const out = temporaryFolder();
    const { status, stdout } = await cli(
      ['prove', '--class', 'empty', '--only', 'clearings of postAddress.c', '--out', out],
      { cwd: temporaryFolder() },
    );
    expect(stdout).toContain('PROVEN: 1 of 1 killed, 100.0 % blamed rightly');
    expect(status).toBe(0);
    const detection = Detection.parse(JSON.parse(await readFile(path.join(out, 'detection.json'), 'utf8')));
    expect(detection.engines[0]?.red).toContain('clear-left/postAddress.country~visitAddress.country');
    expect(await readFile(path.join(out, 'detection.html'), 'utf8')).toContain(
      '<h1>What the checks would have caught</h1>',
    );
  });

  it('finds the same again with the same seed', async () => {
    const args = ['prove', '--only', 'clearings of visitAddress.postC', '--seed', '7', '--out'];
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    await Promise.all([cli([...args, one]), cli([...args, other])]);
    const told = async (folder: string) => {
      const text = await readFile(path.join(folder, 'detection.json'), 'utf8');
      return text.replaceAll(/"milliseconds": \d+|"measuredAt": "[^"]+"/g, '');
    };
    expect(await told(one)).toBe(await told(other));
    expect(await told(one)).toContain('"seed": 7');
  });

  it('tries engines of others, which are commands: those that are wrong, and those that are right', async () => {
    const out = temporaryFolder();
    const bank = path.join(out, 'bank.json');
    const lazy = { command: 'true', red: ['edit-left/', 'match/'] };
    const engines = [
      { ...lazy, title: 'does nothing', expect: 'red' },
      { ...lazy, title: 'does nothing, and is held to be right', expect: 'accepted' },
    ];
    await writeFile(bank, JSON.stringify({ engines }));
    const { status, stdout } = await cli(['prove', '--engine-command', bank, '--out', out]);
    expect(stdout).toContain('1 of 1 killed, 100.0 % blamed rightly');
    expect(stdout).toContain('0 of 1 right engines accepted');
    expect(stdout).toMatch(
      /Right engines that were not accepted:\n {2}does nothing, and is held to be right: .*edit-left/,
    );
    expect(status).toBe(1);
    const detection = Detection.parse(JSON.parse(await readFile(path.join(out, 'detection.json'), 'utf8')));
    expect(detection.engines.map((one) => [one.class, one.title])).toEqual([['foreign', 'does nothing']]);
  });

  it('says what is wrong with a bank of others', async () => {
    const { status, stderr } = await cli([
      'prove',
      '--engine-command',
      path.join(temporaryFolder(), 'none.json'),
    ]);
    expect(stderr).toMatch(/--engine-command: .*none\.json cannot be read \(ENOENT\)/);
    expect(status).toBe(2);
  });

  it.each([
    [['--class', 'nonsense'], '--class: there is no class nonsense'],
    [['--only', 'no such title'], '--only: no engine of the bank has "no such title" in its title'],
  ])('refuses %j', async (args, message) => {
    const { status, stderr } = await cli(['prove', ...args]);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});

describe('without sockets the checks see what they see with them', async () => {
  const checklist = await readChecklist(CHECKLIST);
  const bank = bankOf(checklist.dataflow);
  const whole = wholePlan(checklist, 2);
  it.each([
    'postAddress.country → visitAddress.country is left out',
    'a value is trimmed on its way',
    'a PATCH that changes nothing, to one company on the left, in each pass',
  ])('%s', async (title) => {
    const engine = bank.find((one) => one.title === title);
    if (!engine) throw new Error(`the bank has no engine ${title}`);
    const seen = async (environment: ReturnType<typeof mockEnvironment>) => {
      const { results, stopped } = await tryEngine({
        engine: variedEngine(title, engine.vary),
        checklist,
        file: CHECKLIST,
        seed: 2,
        environment,
        whole,
        only: (scenario, batch) =>
          batch === 'main' && /^(match|edit|awkward values.starting with [a-c]|alternating)/.test(scenario),
      });
      return { stopped, ...score(engine, results) };
    };
    const [within, onSockets] = [
      await seen(inProcessEnvironment('two-tenants')),
      await seen(mockEnvironment('two-tenants')),
    ];
    expect(within).toEqual(onSockets);
    expect(within.killed).toBe(true);
  });
});
