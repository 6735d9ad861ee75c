/** Reading a JSON body, and saying what is wrong with one that is none. */
import type { PlainRequest } from './message.ts';
import { Refusal } from './problem.ts';
import { MAX_BODY } from './schema.ts';

/**
 * The body, parsed. Throws `Refusal`: 413 where it is too large, 415 where its media type is none of
 * `mediaTypes` or its charset is not UTF-8, 400 where it is no JSON in UTF-8.
 */
export function readJson(request: PlainRequest, mediaTypes: readonly string[]): unknown {
  if (request.body === 'too large') throw new Refusal(413, `the body is larger than ${MAX_BODY} bytes`);
  requireMediaType(request, mediaTypes);
  let text: string;
  try {
    text = UTF8.decode(request.body ?? new Uint8Array());
  } catch {
    throw new Refusal(400, 'the body is not UTF-8');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `the body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function requireMediaType(request: PlainRequest, mediaTypes: readonly string[]): void {
  if (mediaTypes.includes(request.headers['content-type'] ?? '')) return;
  const [essence = '', ...parameters] = (request.headers['content-type'] ?? '').split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"]*?)"?\s*$/i.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  const known = mediaTypes.includes(essence.trim().toLowerCase());
  if (known && /^utf-?8$/i.test(charset ?? 'utf-8')) return;
  const wanted = `${mediaTypes.join(' or ')}, in UTF-8`;
  const headers: Record<string, string> =
    request.method === 'PATCH' ? { 'accept-patch': mediaTypes.join(', ') } : {};
  throw new Refusal(415, `Content-Type must be ${wanted}`, { headers });
}
