/** The sign-off pack from the command line: what options bring into it, and what the exit status follows from. */
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyEngine } from '../campaign/testing/tiny-engine.ts';
import { renderEvidenceLine } from '../checks/evidence.ts';
import { Manifest, sha256Of } from '../report/manifest.ts';
import { Signoff } from '../report/signoff.ts';
import { cli, temporaryFolder } from './testing/command-line.ts';
import { recordCampaign } from './testing/record.ts';

const STOPPED =
  '{"kind":"end","finishedAt":"2026-01-01T00:00:00.000Z","stopped":{"by":"harness","reason":"the specs disagree"}}';

const folder = temporaryFolder();
const at = (...names: string[]): string => path.join(folder, ...names);
const text = (...names: string[]): string => readFileSync(at(...names), 'utf8');
const write = (name: string, content: string): string => {
  writeFileSync(at(name), content);
  return at(name);
};
const judged = (evidence: string, out: string, ...options: string[]) =>
  cli(['judge', at(evidence), '--out', at(out), ...options]);

beforeAll(async () => {
  const engines = { right: tinyEngine('tiny'), wrong: tinyEngine('tiny', { later: () => 'left' }) };
  for (const [name, engine] of Object.entries(engines)) {
    const { lines } = await recordCampaign({ engine });
    writeFileSync(at(`${name}.ndjson`), lines.map(renderEvidenceLine).join(''));
  }
  await judged('right.ndjson', 'right');
});

describe('the pack', () => {
  it('is the same byte for byte for the same evidence', async () => {
    await judged('right.ndjson', 'again');
    expect(text('again', 'manifest.json')).toBe(text('right', 'manifest.json'));
    expect((await cli(['verify', at('again')])).stdout).toMatch(/^INTACT: \d+ files/);
  });

  it('leaves nothing of an earlier one in its folder, and what is not ours alone', async () => {
    cpSync(at('right'), at('reused'), { recursive: true });
    write('reused/notes.txt', 'mine');
    const known = write('known.yaml', '- {check: "*", reason: r, expires: 2099-01-01}\n');
    await judged('right.ndjson', 'reused', '--known-failures', known);
    expect(existsSync(at('reused', 'inputs', 'known-failures.yaml'))).toBe(true);
    await judged('right.ndjson', 'reused');
    expect(existsSync(at('reused', 'inputs'))).toBe(false);
    expect(text('reused', 'notes.txt')).toBe('mine');
    const { status, stdout } = await cli(['verify', at('reused')]);
    expect(stdout).toContain('notes.txt: is not in the manifest: it was added');
    expect(status).toBe(1);
  });

  it('is shown by the job of a CI that has a file for it', async () => {
    const file = write('step.md', 'before\n');
    await cli(['judge', at('right.ndjson'), '--out', at('summarised')], {
      env: { GITHUB_STEP_SUMMARY: file },
    });
    expect(text('step.md')).toBe(`before\n${text('right', 'summary.md')}`);
  });
});

describe('a folder of somebody else', () => {
  it('is not written into where a file has the name of one of the pack', async () => {
    mkdirSync(at('mine', 'inputs'), { recursive: true });
    write('mine/inputs/notes.txt', 'mine');
    const { status, stderr } = await judged('right.ndjson', 'mine');
    expect(status).toBe(2);
    expect(stderr).toContain(`--out ${at('mine')}: holds inputs/, which is of no pack`);
    expect(text('mine', 'inputs', 'notes.txt')).toBe('mine');
  });

  it('keeps what it has beside the pack, in the folders of the pack too', async () => {
    cpSync(at('right'), at('shared'), { recursive: true });
    write('shared/allure-results/mine.json', '{}');
    expect((await judged('right.ndjson', 'shared')).status).toBe(0);
    expect(text('shared', 'allure-results', 'mine.json')).toBe('{}');
  });
});

describe('a file that a setting names', () => {
  it.each([
    [
      'is no UTF-8',
      Buffer.from('- {check: a, reason: \u00e6, expires: 2026-12-31}', 'latin1'),
      'is no UTF-8 text',
    ],
    ['has an alias without its anchor', Buffer.from('- check: */edit-left/*\n'), 'Unresolved alias'],
  ])('%s: it is named', async (_, bytes, message) => {
    writeFileSync(at('odd.yaml'), bytes);
    const { status, stderr } = await judged('right.ndjson', 'odd', '--known-failures', at('odd.yaml'));
    expect(status).toBe(2);
    expect(stderr).toContain(at('odd.yaml'));
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('unexpected');
  });

  it('may begin with a byte order mark', async () => {
    const known = write('marked.yaml', '\ufeff- {check: gone, reason: r, expires: 2099-12-31}\n');
    const { stdout } = await judged('right.ndjson', 'marked', '--known-failures', known);
    expect(stdout).toContain('✗ known failures in order: gone: no such check');
  });

  it('is not set where its variable is empty', async () => {
    const env = { QA_KNOWN_FAILURES: '', QA_BASELINE: '', QA_EXIT_BY: '' };
    expect((await cli(['judge', at('right.ndjson'), '--out', at('unset')], { env })).status).toBe(0);
  });
});

it('a summary that a job cannot show changes no exit status', async () => {
  const env = { GITHUB_STEP_SUMMARY: at('nowhere', 'step.md') };
  const { status, stderr } = await cli(['judge', at('right.ndjson'), '--out', at('unshown')], { env });
  expect(stderr).toContain(`GITHUB_STEP_SUMMARY ${at('nowhere', 'step.md')}: cannot be written`);
  expect(status).toBe(0);
});

describe('a baseline', () => {
  it('tells what has turned red since, and carries its runs on', async () => {
    const { stdout, status } = await judged('wrong.ndjson', 'worse', '--baseline', at('right'));
    expect(status).toBe(1);
    expect(stdout).toContain('✗ nothing newly red');
    expect(text('worse', 'summary.md')).toContain('newly red (passed → failed)');
    await judged('right.ndjson', 'better', '--baseline', at('worse'));
    expect(text('better', 'summary.md')).toContain('newly green (failed → passed)');
    expect(JSON.parse(text('better', 'trend.json'))).toMatchObject([
      { verdict: 'accepted' },
      { verdict: 'rejected' },
      { verdict: 'accepted' },
    ]);
    expect((await cli(['verify', at('better')])).status).toBe(0);
  });

  it('that was altered is refused', async () => {
    cpSync(at('right'), at('altered'), { recursive: true });
    appendFileSync(at('altered', 'signoff.json'), '\n');
    const { status, stderr } = await judged('right.ndjson', 'refused', '--baseline', at('altered'));
    expect(status).toBe(2);
    expect(stderr).toContain(
      `--baseline ${at('altered')}: this pack is not as it was written: signoff.json is not`,
    );
    expect(existsSync(at('refused'))).toBe(false);
  });

  it('that is none is refused', async () => {
    const { status, stderr } = await judged('right.ndjson', 'refused', '--baseline', at('nowhere'));
    expect(status).toBe(2);
    expect(stderr).toContain(`--baseline ${at('nowhere')}: there is no pack that can be read`);
  });
});

describe('known failures', () => {
  it('are put up with where the exit status follows from the gates, and not where from the verdict', async () => {
    await judged('wrong.ndjson', 'wrong');
    const failed = Signoff.parse(JSON.parse(text('wrong', 'signoff.json'))).checks.filter(
      ({ status }) => status === 'failed',
    );
    const known = write(
      'all.yaml',
      failed.map(({ id }) => `- {check: "${id}", reason: one way for now, expires: 2099-01-01}\n`).join(''),
    );
    const options = ['--known-failures', known];
    expect((await judged('wrong.ndjson', 'known', ...options)).status).toBe(1);
    expect(text('known', 'summary.md')).toContain('known until 2099-01-01: one way for now');
    expect((await judged('wrong.ndjson', 'known', ...options, '--exit-by', 'gates')).status).toBe(0);
    expect((await judged('right.ndjson', 'known', ...options, '--exit-by', 'gates')).status).toBe(1);
    expect((await judged('wrong.ndjson', 'known', '--exit-by', 'gates')).status).toBe(1);
    expect((await judged('right.ndjson', 'known', '--exit-by', 'gates')).status).toBe(0);
  });

  it('do not make up for a run that did not come to its end', async () => {
    const lines = text('wrong.ndjson').trimEnd().split('\n').slice(0, -1);
    write('stopped.ndjson', `${lines.join('\n')}\n${STOPPED}\n`);
    const { status } = await judged(
      'stopped.ndjson',
      'stopped',
      '--known-failures',
      at('all.yaml'),
      '--exit-by',
      'gates',
    );
    expect(status).toBe(2);
  });

  it('in a file that is wrong are refused with file and line', async () => {
    const known = write('bad.yaml', '- check: x\n  reason: r\n  expires: tomorrow\n');
    const { status, stderr } = await judged('right.ndjson', 'bad', '--known-failures', known);
    expect(status).toBe(2);
    expect(stderr).toBe(`${known}:3: 0.expires: Invalid ISO date\n`);
    expect(existsSync(at('bad', 'signoff.json'))).toBe(false);
  });
});

describe('tests of Jira', () => {
  it('are what a file says that the checks are, and names in it that lead nowhere are told', async () => {
    const mapping = write('xray.yaml', 'tests: { id → id: QA-1, phone → fax: QA-2 }\n');
    const { stderr, status } = await judged('right.ndjson', 'jira', '--xray', mapping);
    expect(status).toBe(0);
    expect(stderr).toBe(`${mapping}: phone → fax is neither a check nor a row\n`);
    expect(JSON.parse(text('jira', 'xray.json'))).toMatchObject({
      tests: [{ testKey: 'QA-1', status: 'PASS' }],
    });
    expect(existsSync(at('right', 'xray.json'))).toBe(false);
  });
});

describe('the document in force', () => {
  it('makes rows outdated of which it says something else', async () => {
    const shipped = readFileSync('checklists/crmoffice-crmoffice.rst', 'utf8');
    const changed = write('changed.rst', shipped.replace(/(postAddress\.country[^]*?"?)string/, '$1integer'));
    const { stdout } = await judged('right.ndjson', 'outdated', '--checklist', changed);
    expect(stdout).toContain(
      '✗ no outdated row: Crmoffice Companies to Crmoffice Companies: postAddress.country',
    );
    const same = await judged(
      'right.ndjson',
      'outdated',
      '--checklist',
      'checklists/crmoffice-crmoffice.rst',
    );
    expect(same.stdout).not.toContain('✗');
  });
});

describe('a signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const own = (): string => write('own.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const shown = (): string =>
    write('shown.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString());

  it('is made by a run, and by a person afterwards; verify names both', async () => {
    await judged('right.ndjson', 'signed', '--sign-key', own());
    const who = ['--name', 'Kari', '--meaning', 'I have looked through the evidence'];
    expect((await cli(['sign', at('signed'), '--sign-key', own(), ...who])).status).toBe(0);
    const { status, stdout } = await cli(['verify', at('signed'), '--public-key', shown()]);
    expect(stdout).toMatch(
      /Signed by a key without a name on 20\S+Z\nSigned by Kari on 20\S+Z: I have looked through/,
    );
    expect(status).toBe(0);
  });

  it('is not given to a pack that was altered, and missed where there is none', async () => {
    cpSync(at('right'), at('forged'), { recursive: true });
    appendFileSync(at('forged', 'junit.xml'), ' ');
    const who = ['--name', 'Kari', '--meaning', 'review'];
    const signing = await cli(['sign', at('forged'), '--sign-key', own(), ...who]);
    expect(signing.stderr).toContain(
      'this pack is not signed, as it is not as it was written: junit.xml is not',
    );
    expect(signing.status).toBe(2);
    const { stdout, status } = await cli(['verify', at('right'), '--public-key', shown()]);
    expect(stdout).toContain(`NOT SIGNED by the key of ${at('shown.pem')}.`);
    expect(status).toBe(1);
  });

  it('is not written over', async () => {
    await judged('right.ndjson', 'kept', '--sign-key', own());
    const before = text('kept', 'manifest.jws');
    const { status, stderr } = await judged('wrong.ndjson', 'kept');
    expect(status).toBe(2);
    expect(stderr).toBe(
      `--out ${at('kept')}: holds a signed pack, which is not written over; name another folder\n`,
    );
    expect(text('kept', 'manifest.jws')).toBe(before);
  });

  it('by what is no key is refused before anything is written', async () => {
    const { status, stderr } = await judged(
      'right.ndjson',
      'unsigned',
      '--sign-key',
      write('x.pem', 'no key'),
    );
    expect(status).toBe(2);
    expect(stderr).toBe(
      `--sign-key ${at('x.pem')}: this is not a private key in PEM without a passphrase (ERR_OSSL_UNSUPPORTED)\n`,
    );
    expect(existsSync(at('unsigned', 'signoff.json'))).toBe(false);
  });
});

it('verify says of a pack of another version what it did not compare', async () => {
  cpSync(at('right'), at('older'), { recursive: true });
  const remade = (change: (whole: string) => string): void => {
    writeFileSync(at('older', 'manifest.json'), change(text('older', 'manifest.json')));
  };
  remade((whole) => whole.replace(/"madeBy": "[^"]+"/, '"madeBy": "0.0.9"'));
  const older = await cli(['verify', at('older')]);
  expect(older.stdout).toContain('NOT COMPARED: this pack was made by version 0.0.9.');
  expect(older.stdout).toContain('its evidence gives the same statuses');
  expect(older.status).toBe(2);
  // A version that judges otherwise is not called altered, and can be compared with.
  const manifest = Manifest.parse(JSON.parse(text('older', 'manifest.json')));
  const signoff = text('older', 'signoff.json').replace(
    '"status": "passed",\n      "evidence"',
    '"status": "recorded",\n      "evidence"',
  );
  expect(signoff).not.toBe(text('older', 'signoff.json'));
  writeFileSync(at('older', 'signoff.json'), signoff);
  const files = manifest.files.map((file) =>
    file.path === 'signoff.json'
      ? { ...file, bytes: Buffer.byteLength(signoff), sha256: sha256Of(signoff) }
      : file,
  );
  writeFileSync(at('older', 'manifest.json'), `${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
  const otherwise = await cli(['verify', at('older')]);
  expect(otherwise.stdout).toContain('its evidence gives other statuses');
  expect(otherwise.status).toBe(2);
  expect((await judged('right.ndjson', 'since', '--baseline', at('older'))).status).toBe(0);
  remade((whole) => whole.replace('"verdict": "accepted"', '"verdict": "rejected"'));
  const forged = await cli(['verify', at('older')]);
  expect(forged.stdout).toContain('manifest.json: says something else than signoff.json');
  expect(forged.status).toBe(1);
});

it('verify needs a pack', async () => {
  const { status, stderr } = await cli(['verify', folder]);
  expect(stderr).toContain('this is no sign-off pack: it has neither manifest.json nor evidence.ndjson');
  expect(status).toBe(2);
});
