/** What was asked of a tenant and what came of it: never a query, a token or a body. */

export interface LoggedRequest {
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** Whose token or client id it was; null where it was nobody's. */
  readonly actor: string | null;
  readonly status: number;
  /** The key of the record that the path names, decoded; null where it names none. */
  readonly key: string | null;
}

/** Whether the request was to change something, be it that it was refused. */
export function isWrite({ method }: LoggedRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}
