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

/** Whether a request's body is of interest; it is not read otherwise. */
export function takesBody(method: string): boolean {
  return method === 'POST' || method === 'PATCH';
}
