/** Values side by side, so that a reader sees in what they differ, also where both look the same. Pure. */
import { visible } from '../../domain/visible.ts';
import { type Markup, markup } from '../../html/markup.ts';

/** What cannot be seen as its code, and blanks at the ends too. */
export function shownValue(value: string | null): Markup {
  if (value === null || value === '') return markup`<span class="none">empty</span>`;
  return markup`<code>${visible(value.replaceAll(/^ +| +$/g, (blanks) => '\\u0020'.repeat(blanks.length)))}</code>`;
}

/** In words, where two different values may look the same on a page or to whoever typed them; else null. */
export function likeness(left: string | null, right: string | null): string | null {
  const [one, other] = [left ?? '', right ?? ''];
  if (one === '' || other === '') return null;
  if (one.normalize('NFC') === other.normalize('NFC')) return 'only accents are encoded otherwise';
  const found = SAME_BUT_FOR.find(([, form]) => form(one) === form(other));
  return found === undefined ? null : `only ${found[0]} differ`;
}

const SAME_BUT_FOR: readonly [what: string, form: (value: string) => string][] = [
  ['blanks', withoutBlanks],
  ['unseen characters', withoutUnseen],
  ['capital letters', (value) => value.toLowerCase()],
  [
    'capital letters, blanks or unseen characters',
    (value) => withoutUnseen(withoutBlanks(value)).toLowerCase(),
  ],
];

function withoutBlanks(value: string): string {
  return value.replaceAll(/[\s\p{Zs}]/gu, '');
}

function withoutUnseen(value: string): string {
  return value.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
}
