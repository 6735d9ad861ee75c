/**
 * One HTTP exchange: a request sent, and its whole answer as text within a time limit. On the pool's own handlers
 * rather than `pool.request`: a stream for each body cost a fifth of a first link's time.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** A pool of connections to one origin, or what stands in its place. */
export type Connections = Pick<Dispatcher, 'dispatch'>;

export interface Head {
  status: number;
  headers: IncomingHttpHeaders;
}

export interface WholeAnswer extends Head {
  text: string;
}

/** No whole answer came; `cause` says why, and is `Overtime` where the time limit was over. */
export class NoWholeAnswer extends Error {
  override readonly name = 'NoWholeAnswer';
  /** What had come by then. */
  readonly head: Head | null;

  constructor(head: Head | null, cause: unknown) {
    super('no whole answer', { cause });
    this.head = head;
  }
}

export class Overtime extends Error {
  override readonly name = 'Overtime';
}

/**
 * Sends the request. The time limit, in milliseconds, is for all of it: the connection, the head and the last byte
 * of the body. Throws `NoWholeAnswer`.
 */
export function exchange(
  pool: Connections,
  request: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const ending = new Ending(resolve, reject);
    ending.limit(timeoutMs);
    pool.dispatch(request, ending);
  });
}

/** Hears how the exchange goes on, and settles it once. */
class Ending implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: WholeAnswer) => void;
  readonly #reject: (reason: NoWholeAnswer) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #overtime: Overtime | null = null;
  #head: Head | null = null;
  readonly #chunks: Buffer[] = [];

  constructor(resolve: (answer: WholeAnswer) => void, reject: (reason: NoWholeAnswer) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** All timers of a tenant run for the same time, which costs next to nothing each. */
  limit(timeoutMs: number): void {
    this.#timer = setTimeout(endOvertime, timeoutMs, this);
  }

  end(reason: Overtime): void {
    this.#overtime = reason;
    this.#controller?.abort(reason);
    this.#reject(new NoWholeAnswer(this.#head, reason));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#overtime !== null) controller.abort(this.#overtime);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // A status below 200 only says that the answer is still to come (RFC 9110, section 15.2).
    if (status >= 200) this.#head = { status, headers };
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    if (this.#head !== null) this.#resolve({ ...this.#head, text: textOf(this.#chunks) });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#timer);
    this.#reject(new NoWholeAnswer(this.#head, error));
  }
}

function endOvertime(ending: Ending): void {
  ending.end(new Overtime());
}

/** UTF-8; a byte order mark is none of the text (WHATWG Encoding, "UTF-8 decode"). */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  if (first === undefined) return '';
  const text = (chunks.length === 1 ? first : Buffer.concat(chunks)).toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
