/** Shapes of answers in which what is looked for lies deeper. */
import { z } from 'zod';
import { at, BLOCKED, segmentsOf } from './json-path.ts';

/** What has `inner` at a dotted path, and whatever else; `''` is `inner` itself. */
export function within<T>(path: string, inner: z.ZodType<T>): z.ZodType<T> {
  if (path === '') return inner;
  const segments = segmentsOf(path);
  return z.unknown().transform((body, context) => {
    const found = at(body, segments);
    if (found === BLOCKED) {
      context.addIssue({
        code: 'custom',
        message: 'what is on the way to it is no object',
        path: [...segments],
      });
      return z.NEVER;
    }
    const parsed = inner.safeParse(found);
    if (parsed.success) return parsed.data;
    for (const { message, path: further } of parsed.error.issues) {
      context.addIssue({ code: 'custom', message, path: [...segments, ...further] });
    }
    return z.NEVER;
  });
}
