/** HTML whose every value is escaped: a template tag, and texts made visible. Pure. */

/** What is HTML already, and by nothing but this module. */
export class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Part = Markup | string | number | null | false | readonly Part[];

/** Values are escaped; markup and lists of it stand as they are; null and false leave nothing. */
export function markup(literals: TemplateStringsArray, ...parts: Part[]): Markup {
  let source = literals[0] ?? '';
  parts.forEach((part, i) => {
    source += rendered(part) + (literals[i + 1] ?? '');
  });
  return new Markup(source);
}

/** Ours, and no text from data: a style sheet or a script. */
export function verbatim(source: string): Markup {
  return new Markup(source);
}

/**
 * Signs that would vanish, turn the text around, or be no text at all, as their code: an engine's output and a
 * document may have any. Blanks and line breaks stay; a style keeps them.
 */
export function visible(given: string): string {
  // Most texts are plain, and a page has a great many.
  if (PLAIN.test(given)) return given;
  return given.replace(UNSEEN, (sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}

/** As content of `<script type="application/json">`: no value can end the script. */
export function json(value: unknown): Markup {
  return new Markup(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}

const PLAIN = /^[ -~\n\t]*$/;
/** Control signs but line feed and tab, format signs, lone surrogates, separators of lines, what is no character. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

function rendered(part: Part): string {
  if (part === null || part === false) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'object') return part.map(rendered).join('');
  return typeof part === 'number' ? String(part) : escaped(part);
}

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(given: string): string {
  return visible(given).replace(/[&<>"']/g, (sign) => NAMED[sign] ?? sign);
}
