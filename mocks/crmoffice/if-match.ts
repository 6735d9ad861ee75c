/** The If-Match precondition (RFC 9110, section 13.1.1). */

/**
 * Whether the header allows a write to the version with this entity tag. Comparison is strong: a weak
 * tag never matches. What is no entity tag at all matches nothing.
 */
export function ifMatchHolds(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  const tags: readonly string[] = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.includes(etag);
}
