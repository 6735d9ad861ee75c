/** A request as it came over the socket, and its body read. */
import { Refusal } from './answer.ts';

/** The largest body that is taken, in bytes. */
export const MAX_BODY = 1024 * 1024;

export interface Message {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: {
    readonly authorization?: string | undefined;
    readonly 'content-type'?: string | undefined;
    readonly 'if-match'?: string | undefined;
  };
  readonly body: Uint8Array | 'too large';
}

/** Throws `Refusal`: 413 where the body is too large, 415 where it does not say JSON, 400 where it is none. */
export function jsonOf(message: Message): unknown {
  const type = message.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refusal(415, 'unsupported_media_type', 'Content-Type must be application/json');
  }
  const text = textOf(message);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'malformed_json', 'the body is not JSON');
  }
}

/** Throws `Refusal`: 413 where the body is too large, 400 where it is not UTF-8. */
export function textOf({ body }: Message): string {
  if (body === 'too large') throw new Refusal(413, 'too_large', `the body is larger than ${MAX_BODY} bytes`);
  try {
    return UTF8.decode(body);
  } catch {
    throw new Refusal(400, 'malformed_text', 'the body is not UTF-8');
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
