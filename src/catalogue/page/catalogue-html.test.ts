/** The page as text: nothing of a document becomes markup, every document is there, and no data is lost in packing. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDocument } from '../../checklist/parse.ts';
import { familyDocuments } from '../../checklist/testing/family-document.ts';
import { catalogueOf, documentOf } from '../catalogue.ts';
import type { CatalogueDocument, CatalogueFinding } from '../model.ts';
import { awkwardText } from '../testing/awkward-document.ts';
import { catalogueHtml } from './catalogue-html.ts';
import { packed } from './packed.ts';

const documentsOf = (texts: readonly { name: string; text: string }[]): CatalogueDocument[] =>
  texts.map(({ name, text }) => documentOf({ file: name, text, ...readDocument(text, name) }));

const written = [...familyDocuments(60)];
const awkward = { name: '<b>"\'&\u202e.rst', text: awkwardText() };
const documents = documentsOf([...written, awkward]);
const unreadable = [
  { file: '</td><script>alert(3)</script>.rst', line: 7, why: '<img src=x onerror=alert(4)>' },
];
const page = catalogueHtml(catalogueOf('</title><script>alert(5)</script>', documents, unreadable));
const body = page.slice(page.indexOf('<body>')).replaceAll(/<script.*?<\/script>/gs, '');
const scripts = [...page.matchAll(/<script( type="[^"]*")?( id="[^"]*")?>(.*?)<\/script>/gs)];

describe('escaping', () => {
  it('no document begins or ends an element, an attribute or a script', () => {
    expect(page).not.toMatch(/<script>|<img|<!--/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&lt;img src=x onerror=alert(4)&gt;');
    expect(scripts.map(([, type]) => type)).toEqual([
      ' type="application/json"',
      ...Array.from({ length: 3 }, () => ' type="module"'),
    ]);
    const tags = [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    expect(
      tags.filter((tag) => !/^<\/?[a-z][a-z0-9]*( [a-zA-Z][a-zA-Z0-9-]*(="[^"<>]*")?)*\/?>$/.test(tag)),
    ).toEqual([]);
  });

  it('what cannot be seen is shown as its code', () => {
    expect(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.exec(page)).toBeNull();
    expect(body).toContain(String.raw`\u202e.rst`);
  });

  it('lets no script run but its own, and asks for nothing', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toMatch(/^default-src &#39;none&#39;; /);
    expect(policy.match(/&#39;sha256-[\w+/=]+&#39;/g)).toHaveLength(3);
    expect(page).not.toMatch(/\b(src|href)="(?!#)/);
    expect(page).not.toContain('@import');
  });
});

describe('the data', () => {
  const Data = z.object({
    texts: z.array(z.string()),
    findings: z.array(z.tuple([z.int(), z.int(), z.array(z.int()), z.array(z.int())])),
    documents: z.array(
      z.object({
        title: z.int(),
        findings: z.array(z.int()),
        sections: z.array(
          z.tuple([z.int(), z.int(), z.array(z.int()), z.array(z.int()), z.array(z.int())]).rest(z.int()),
        ),
      }),
    ),
  });
  const data = Data.parse(JSON.parse(scripts[0]?.[3] ?? ''));
  const text = (at: number | undefined): string => data.texts[at ?? -1] ?? 'no such text';
  const groups = (numbers: readonly number[], each: number): number[][] =>
    Array.from({ length: numbers.length / each }, (_, i) => numbers.slice(i * each, (i + 1) * each));

  it('has the rows and merge rules that were written', () => {
    for (const [i, { facts }] of written.entries()) {
      const told = data.documents[i]?.sections.map(([, line, merge, rows]) => ({
        line,
        merge: groups(merge, 3).map(([at, left, right]) => [at, text(left), text(right)]),
        rows: groups(rows, 4).map(([at, left, right]) => [at, text(left), text(right)]),
      }));
      const pairs = (own: readonly { line: number; left: string; right: string }[]): unknown[] =>
        own.map(({ line, left, right }) => [line, left, right]);
      expect(told).toEqual(
        facts.sections.map(({ line, merge, rows }) => ({ line, merge: pairs(merge), rows: pairs(rows) })),
      );
    }
  });

  it('puts sentences that were taken to pieces together again, and tells why a section cannot be run', () => {
    const found = (numbers: readonly number[]): CatalogueFinding[] =>
      groups(numbers, 2).map(([line = 0, at = -1]) => {
        const [code, severity, message, ask] = data.findings[at] ?? [0, 0, [], []];
        const named = z.enum(['error', 'warning', 'note']).parse(text(severity));
        const whole = (pieces: readonly number[]): string => pieces.map(text).join('');
        return { line, code: text(code), severity: named, message: whole(message), ask: whole(ask) };
      });
    for (const [i, document] of documents.slice(0, written.length).entries()) {
      expect(found(data.documents[i]?.findings ?? [])).toEqual(document.findings);
      for (const [at, section] of document.sections.entries()) {
        const told = data.documents[i]?.sections[at];
        expect(found(told?.[4] ?? [])).toEqual(section.findings);
        expect(told?.[5] === undefined ? { runs: true } : { runs: false, why: text(told[5]) }).toEqual(
          section.run,
        );
      }
    }
  });

  it('has each text once', () => {
    const { texts } = packed(documents);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

it('without scripts every document is listed with what was written in it, and it is said what is missing', () => {
  for (const { name, facts } of written) {
    const item = new RegExp(`<code>${name}</code>.*?</details>`, 's').exec(body)?.[0] ?? '';
    const rows = facts.sections.flatMap((section) => section.rows).length;
    const [sections, ofRows] = [facts.sections.length, rows];
    expect(item, name).toContain(
      `>${sections} section${sections === 1 ? '' : 's'} · ${ofRows} row${ofRows === 1 ? '' : 's'} · `,
    );
  }
  expect(body).toContain('Scripts do not run here');
  expect(body).toContain('.rst:7</code>');
});

it('a folder in which nothing was found says so', () => {
  const empty = catalogueHtml(catalogueOf('docs', [], unreadable));
  expect(empty).toContain('Lint found nothing in any of the documents.');
  expect(empty).toContain('No document has a section.');
  expect(catalogueHtml(catalogueOf('docs', documents, []))).toContain('Every document could be read.');
});

it('the scripts of the page have the types that they say', () => {
  const tsc = path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  const check = (): string =>
    execFileSync(process.execPath, [tsc, '-p', import.meta.dirname], { encoding: 'utf8' });
  expect(check()).toBe('');
});
