/** Answers, and refusals that are thrown where their reason is found. */

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; left out where the answer has no body. */
  readonly body?: unknown;
}

/** Why a request is not answered as asked. Never carries a secret. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** This vendor's form of an error: `{ "error": { "code", "message" } }`. */
export function refused({ status, code, message, headers }: Refusal): Answer {
  return { status, headers, body: { error: { code, message } } };
}
