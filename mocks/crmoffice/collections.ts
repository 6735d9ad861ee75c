/** Several collections of one tenant: which of them a request is for. */
import type { PlainRequest } from './message.ts';

/**
 * The collection that the path begins with; the first one where there is none such, which then says so.
 * Throws `RangeError` where there is no collection, or two have the same name.
 */
export function dispatcher<C extends { readonly collection: string }>(
  collections: readonly C[],
): (path: PlainRequest['path']) => C {
  const [first] = collections;
  if (first === undefined) throw new RangeError('a tenant has one collection at least');
  const byName = new Map(collections.map((one) => [one.collection, one]));
  if (byName.size < collections.length) {
    const names = collections.map(({ collection }) => collection);
    throw new RangeError(`no two collections of a tenant have the same name: ${names.join(', ')}`);
  }
  if (byName.size === 1) return () => first;
  return (path) => byName.get(path.split('/', 2)[1] ?? '') ?? first;
}
