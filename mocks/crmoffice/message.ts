/** A request and its answer as plain data, whatever carried them: a socket or MSW. */

export interface PlainRequest {
  readonly method: string;
  /** As it was sent: percent-encoded, without the query. */
  readonly path: string;
  /** What follows the question mark, or the empty string. */
  readonly query: string;
  /** The only headers that a tenant looks at. */
  readonly headers: {
    readonly authorization?: string | undefined;
    readonly 'content-type'?: string | undefined;
    readonly 'if-match'?: string | undefined;
  };
  /** Null where the method takes none. */
  readonly body: Uint8Array | 'too large' | null;
}

export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer as it is sent. */
export interface Answer extends Omit<PlainResponse, 'body'> {
  /** Pieces are parts of one body in UTF-8, kept apart: whoever sends them need not put them together. */
  readonly body: string | readonly (string | Uint8Array)[] | null;
}

/** The answer with its body as text, for whoever looks into it. */
export function asText(answer: Answer): PlainResponse {
  const { status, headers, body } = answer;
  if (body === null || typeof body === 'string') return { status, headers, body };
  return { status, headers, body: bytesOf(body).toString() };
}

/** A body in one piece. */
export function bytesOf(body: NonNullable<Answer['body']>): Buffer<ArrayBuffer> {
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.concat(body.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}

/** Whether a request's body is of interest; it is not read otherwise. */
export function takesBody(method: string): boolean {
  return method === 'POST' || method === 'PATCH';
}
