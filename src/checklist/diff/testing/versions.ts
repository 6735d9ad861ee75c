/** Documents for tests of the difference: written from a model and read again, so that their lines are right. */
import fc from 'fast-check';
import { type Dataflow, headingOf, type Link } from '../../../domain/dataflow.ts';
import { arbitraryDataflow } from '../../arbitrary.ts';
import { readDocument } from '../../parse.ts';
import { renderChecklist } from '../../render.ts';
import { familyDocument } from '../../testing/family-document.ts';
import type { Version } from '../things.ts';

/** The document in the family's form; things come in the order of the lists, whatever their lines. */
export function versionOf(dataflow: Dataflow): Version {
  const sections = dataflow.sections.map((link): Link => {
    const { lone, unread, ...rest } = link;
    return {
      ...rest,
      sentences: link.sentences.map((one) => ({ ...one, line: 1 })),
      merge: link.merge.map((one) => ({ ...one, line: 1 })),
      rows: link.rows.map(({ left, right, type }) => ({ left, right, type, line: 1 })),
      ...(lone ? { lone: lone.map(({ left, right, type }) => ({ left, right, type, line: 1 })) } : {}),
      ...(unread ? { unread: unread.map((one) => ({ ...one, line: 1 })) } : {}),
    };
  });
  return read(renderChecklist({ ...dataflow, sections }));
}

export function read(text: string): Version {
  return { text, dataflow: readDocument(text, 'd.rst').dataflow };
}

/** A document that does not exist and could; seven in ten have sections. */
export const family: fc.Arbitrary<Version> = fc.nat(20_000).map((seed) => read(familyDocument(seed).text));

/** Two documents that have to do with each other, or have not. */
export const twoVersions: fc.Arbitrary<[Version, Version]> = fc
  .tuple(arbitraryDataflow, arbitraryDataflow, fc.boolean(), fc.infiniteStream(fc.nat(99)))
  .map(([one, other, isRelated, choices]) => [
    versionOf(one),
    versionOf(isRelated ? { ...one, sections: mixed(one.sections, other.sections, choices) } : other),
  ]);

/** Sections of the first in which some things are of the second, and in another order. */
function mixed(sections: readonly Link[], others: readonly Link[], choices: Iterator<number>): Link[] {
  const next = (): number => Number(choices.next().value);
  const some = <T>(list: readonly T[], foreign: readonly T[] = []): T[] =>
    [...list.filter(() => next() < 70), ...foreign.filter(() => next() < 30)]
      .map((one) => ({ one, at: next() < 20 ? next() : 0 }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ one }) => one);
  // Without sections the title alone tells the systems apart, which those of sections may not allow.
  const [first, ...rest] = sections;
  if (!first) return [];
  const either = <T>(one: T, other: T): T => (next() < 20 ? other : one);
  return [first, ...some(rest)].map((link, at) => ({
    ...link,
    target: either(link.target, 'Renamed things'),
    sentences: inPlaces(some(link.sentences, others[at]?.sentences)),
    merge: some(link.merge, others[at]?.merge).map((rule) => either(rule, { ...rule, right: 'elsewhere' })),
    rows: some(link.rows, others[at]?.rows).map((row) =>
      either(either(row, { ...row, type: 'a type' }), { ...row, right: 'elsewhere' }),
    ),
  }));
}

function inPlaces(sentences: Link['sentences']): Link['sentences'] {
  const places = ['before merge rules', 'before rows', 'after rows'];
  return sentences.toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place));
}

/** What a document says, thing by thing in its order, as texts that can be compared; written without the code under test. */
export function saidBy({ left, right, introduction, sections, unread = [] }: Dataflow): string[] {
  return [
    told('systems', null, low(left), low(right)),
    ...introduction.map((text) => told('sentence', null, low(text))),
    ...unread.map(({ text }) => told('unread', null, text)),
    ...sections.flatMap((link) => {
      const section = low(headingOf(link));
      return [
        told('section', section, low(link.source), low(link.target)),
        ...link.sentences.map(({ text }) => told('sentence', section, low(text))),
        ...link.merge.map((rule) => told('merge rule', section, rule.left, rule.right)),
        ...[...link.rows, ...(link.lone ?? [])].map((row) =>
          told('row', section, row.left, row.right, row.type),
        ),
        ...(link.unread ?? []).map(({ text }) => told('unread', section, text)),
      ];
    }),
  ];
}

export function told(what: string, section: string | null, ...parts: string[]): string {
  return JSON.stringify([what, section, ...parts]);
}

/** How a text is spelled matters to none of the tests that use this. */
export function low(text: string): string {
  return text.toLowerCase().split(/\s+/).join(' ').trim();
}
