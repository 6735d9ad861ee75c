/** The `Link` header of a listing, RFC 8288: where the next page is. */

/** A quoted string (RFC 9110, section 5.6.4), or what stands without quotes. */
const VALUE = '"(?:[^"\\\\]|\\\\.)*"|[^\\s";,]*';
const PARAMETER = new RegExp(`\\s*;\\s*([^\\s=;,"]+)\\s*(?:=\\s*(${VALUE}))?`, 'y');
const TARGET = /[\s,]*<([^>]*)>/y;

/**
 * The target of the first link whose relation is `next`, as it stands there; null where there is none. A link
 * with an `anchor` is about something else than the page (section 3.2). What cannot be read ends the reading.
 */
export function nextLink(header: string): string | null {
  let from = 0;
  for (;;) {
    const target = matchAt(TARGET, header, from);
    if (target === null) return null;
    from = target.end;
    const parameters = new Map<string, string>();
    for (;;) {
      const parameter = matchAt(PARAMETER, header, from);
      if (parameter === null) break;
      from = parameter.end;
      const [name = '', value = ''] = parameter.groups;
      // Of a parameter that comes twice the first counts (section 3.3).
      if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), unquoted(value));
    }
    const relations = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next') && !parameters.has('anchor')) return target.groups[0] ?? null;
  }
}

function matchAt(
  pattern: RegExp,
  text: string,
  from: number,
): { groups: (string | undefined)[]; end: number } | null {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? null : { groups: match.slice(1), end: pattern.lastIndex };
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}
