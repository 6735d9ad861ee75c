/** `catalogue` on the command line: the page, the JSON, and one clear message for what cannot be used. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Catalogue } from '../catalogue/model.ts';
import { familyDocuments } from '../checklist/testing/family-document.ts';
import { cli, type Ended, temporaryFolder, text } from './testing/command-line.ts';

const folder = temporaryFolder();
const docs = path.join(folder, 'docs');
const written = [...familyDocuments(12)];
const rows = written.flatMap(({ facts }) => facts.sections).flatMap((section) => section.rows).length;
const sections = written.flatMap(({ facts }) => facts.sections).length;

beforeAll(() => {
  mkdirSync(path.join(docs, 'below'), { recursive: true });
  for (const [i, document] of written.entries())
    writeFileSync(path.join(docs, i % 2 === 0 ? '' : 'below', document.name), document.text);
  writeFileSync(path.join(docs, 'letter.rst'), 'Dear all,\n');
});

describe.concurrent('catalogue', () => {
  it('writes a page into a new folder, and tells what is in it and what could not be read', async () => {
    const page = path.join(folder, 'new', 'deep', 'page.html');
    const { status, stdout, stderr } = await cli(['catalogue', docs, '--out', page]);
    expect({ status, stderr: stderr.split('\n') }).toEqual({
      status: 0,
      stderr: [expect.stringMatching(/letter\.rst:1: the document has no title/), ''],
    });
    expect(stdout).toContain(`12 documents`);
    expect(stdout).toContain(`${sections} sections`);
    expect(stdout).toContain(`${rows} rows`);
    expect(stdout).toContain('1 could not be read');
    expect(text(page).match(/<details class="document"/g)).toHaveLength(12);
    const again = await cli(['catalogue', docs, '--out', page]);
    expect(again.status).toBe(0);
  });

  it('without --out writes catalogue.html where it is called', async () => {
    const cwd = path.join(folder, 'here');
    mkdirSync(cwd);
    const { stdout } = await cli(['catalogue', docs], { cwd });
    expect(stdout).toContain('Catalogue: catalogue.html');
    expect(text(cwd, 'catalogue.html')).toContain('Catalogue of dataflow documents');
  });

  it('--json tells the same in the place of the page', async () => {
    const { status, stdout } = await cli(['catalogue', docs, '--json']);
    expect(status).toBe(0);
    const { totals, documents, unreadable } = Catalogue.parse(JSON.parse(stdout));
    expect(totals).toMatchObject({ documents: 12, sections, rows, unreadable: 1 });
    expect(documents.map(({ file }) => file)).toEqual(
      written.map(({ name }, i) => (i % 2 === 0 ? name : `below/${name}`)).toSorted(),
    );
    expect(unreadable).toMatchObject([{ file: 'letter.rst', line: 1 }]);
  });

  const refusals: [string, () => string[], RegExp][] = [
    ['a folder that is missing', () => [path.join(folder, 'none')], /there is no such folder/],
    ['a file', () => [path.join(docs, 'letter.rst')], /this is no folder/],
    ['an empty folder', () => [made('empty')], /there is no dataflow document/],
    ['a file of others', () => [docs, '--out', put('mine.html', '<p>mine</p>')], /is no catalogue/],
    ['a folder to write to', () => [docs, '--out', made('folder.html')], /is no file/],
    ['no name', () => [docs, '--out', ''], /names no file/],
    ['a file on the way', () => [docs, '--out', path.join(put('way', 'x'), 'a.html')], /way/],
    ['what nobody may write', () => [docs, '--out', '/proc/a.html'], /\/proc\/a\.html/],
  ];
  it.each(refusals)('refuses %s', async (_, args, message) => {
    const { status, stdout, stderr }: Ended = await cli(['catalogue', ...args()]);
    const told = stderr.split('\n').filter((line) => line !== '' && !line.includes('letter.rst:1'));
    expect({ status, stdout, told }).toEqual({
      status: 2,
      stdout: '',
      told: [expect.stringMatching(message)],
    });
    expect(told.join('')).not.toMatch(/unexpected|^ +at /m);
  });

  it('leaves alone the file of others that it refuses', async () => {
    const file = put('yours.html', '<p>yours</p>');
    await cli(['catalogue', docs, '--out', file]);
    expect(text(file)).toBe('<p>yours</p>');
  });
});

function made(name: string): string {
  mkdirSync(path.join(folder, name), { recursive: true });
  return path.join(folder, name);
}

function put(name: string, content: string): string {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
}
