/** A folder is read whole and in one order, and what cannot be read is told, with its place. */
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { familyDocument } from '../checklist/testing/family-document.ts';
import { readCatalogue } from './folder.ts';

const { text } = familyDocument(1);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'catalogue-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, content: string | Uint8Array = text): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

async function filesRead(): Promise<string[]> {
  return (await readCatalogue(folder)).documents.map(({ file }) => file);
}

it('reads every .rst in it and below, in the order of their paths, and nothing else', async () => {
  for (const file of [
    'b.rst',
    'a/z.rst',
    'Z.RST',
    'a/b/c.rst',
    'ä.rst',
    'notes.txt',
    'rst',
    'a/read.rst.bak',
  ])
    put(file);
  expect(await filesRead()).toEqual(['Z.RST', 'a/b/c.rst', 'a/z.rst', 'b.rst', 'ä.rst']);
});

it('follows links, but into no folder twice: a circle ends', async () => {
  put('real/a.rst');
  symlinkSync(folder, path.join(folder, 'real', 'around'));
  symlinkSync(path.join(folder, 'real'), path.join(folder, 'again'));
  symlinkSync(path.join(folder, 'real', 'a.rst'), path.join(folder, 'linked.rst'));
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'catalogue-'));
  writeFileSync(path.join(elsewhere, 'far.rst'), text);
  symlinkSync(elsewhere, path.join(folder, 'elsewhere'));
  expect(await filesRead()).toEqual(['elsewhere/far.rst', 'linked.rst', 'real/a.rst']);
  rmSync(elsewhere, { recursive: true });
});

it('tells each file that is no document, where and why, and reads the others', async () => {
  put('fine.rst');
  put('empty.rst', '');
  put('binary.rst', Uint8Array.from([0x41, 0x0a, 0xff, 0xfe]));
  put('prose.rst', 'Dear all,\n\nthis is a letter.\n');
  symlinkSync('nowhere', path.join(folder, 'gone.rst'));
  const socket = createServer().listen(path.join(folder, 'socket.rst'));
  await once(socket, 'listening');
  const { documents, unreadable, totals } = await readCatalogue(folder);
  socket.close();
  expect(documents.map(({ file }) => file)).toEqual(['fine.rst']);
  expect(unreadable).toEqual([
    { file: 'binary.rst', line: 2, why: expect.stringContaining('UTF-8') },
    { file: 'empty.rst', line: 1, why: expect.stringContaining('it is empty') },
    { file: 'gone.rst', line: null, why: expect.stringContaining('there is no such file') },
    { file: 'prose.rst', line: 1, why: expect.stringContaining('no title') },
    { file: 'socket.rst', line: null, why: expect.stringContaining('this is no file') },
  ]);
  expect(totals).toMatchObject({ documents: 1, unreadable: 5 });
});

it.skipIf(process.getuid?.() === 0)(
  'tells a folder below that it may not read (not run as root, who may read all)',
  async () => {
    put('fine.rst');
    put('closed/a.rst');
    chmodSync(path.join(folder, 'closed'), 0);
    const { unreadable } = await readCatalogue(folder);
    chmodSync(path.join(folder, 'closed'), 0o700);
    expect(unreadable).toEqual([{ file: 'closed', line: null, why: expect.stringContaining('EACCES') }]);
  },
);

it('refuses a folder that is none, or has no document', async () => {
  put('notes.txt', 'x');
  await expect(readCatalogue(folder)).rejects.toThrow(/there is no dataflow document/);
  await expect(readCatalogue(path.join(folder, 'none'))).rejects.toThrow(/there is no such folder/);
  await expect(readCatalogue(path.join(folder, 'notes.txt'))).rejects.toThrow(/this is no folder/);
});

it('says after each document how far it is', async () => {
  for (const file of ['a.rst', 'b.rst']) put(file);
  const told: number[][] = [];
  await readCatalogue(folder, (done, all) => told.push([done, all]));
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

it('tells a folder that is there and cannot be reached from one that is not', async () => {
  const circle = path.join(folder, 'circle');
  symlinkSync(circle, circle);
  await expect(readCatalogue(circle)).rejects.toThrow(/it cannot be reached \(ELOOP\)/);
});
