import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChecklist } from './read.ts';

const DOCUMENT = '====\nX to Y Dataflow\n====\n\nærlig\n';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checklist-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function stored(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('readChecklist', () => {
  it('gives the document, its text and the hash of its bytes', async () => {
    const read = await readChecklist(await stored('good.rst', DOCUMENT));
    expect(read.text).toBe(DOCUMENT);
    expect(read.dataflow.introduction).toEqual(['ærlig']);
    // As printed by `sha256sum`.
    expect(read.sha256).toBe('a1e6f92aa24b1a58c566256f539a95787cdb97a130646131514b6e431145f292');
  });

  it.each([
    ['no such file', 'absent.rst', /absent\.rst: there is no such file/],
    ['a directory', '.', /: this is a directory/],
    ['a file as a directory', 'good.rst/more', /more: there is no such file/],
    ['a path that no system takes', 'a\0b', /: the file cannot be read \(ERR_INVALID_ARG_VALUE\)/],
  ])('names the path: %s', async (_, name, message) => {
    await stored('good.rst', DOCUMENT);
    await expect(readChecklist(`${folder}/${name}`)).rejects.toMatchObject({
      name: 'ChecklistError',
      line: null,
      message: expect.stringMatching(message),
    });
  });

  it('names the line that is no UTF-8', async () => {
    const path = await stored('latin.rst', Buffer.from(DOCUMENT, 'latin1'));
    await expect(readChecklist(path)).rejects.toThrow(`${path}:5: this line is no UTF-8 text`);
  });

  it('refuses 10 MB of binary noise', async () => {
    const path = await stored(
      'noise.bin',
      new Uint8Array(10_000_000).map((_, at) => (at * 7919) % 251),
    );
    await expect(readChecklist(path)).rejects.toThrow('no UTF-8 text');
  });
});
