/** Tenants asked without a socket, as a dispatcher of undici's: many campaigns at once, where connections do not matter. */
import type { Dispatcher } from 'undici';
import { dispatcher } from './collections.ts';
import { bytesOf, takesBody, type PlainRequest } from './message.ts';
import type { Treating } from './tenant.ts';
import type { Delivery } from './faults/delivery.ts';

/**
 * Answers by the table of routes, faults included as far as they are answers. What is done to a connection fails the
 * request, as does one with a body that is no text. Several are the collections of one tenant, as on a socket.
 */
export function inProcess(
  ...collections: readonly Pick<Treating, 'collection' | 'treat'>[]
): Pick<Dispatcher, 'dispatch'> {
  const askedFor = dispatcher(collections);
  return {
    dispatch(options, handler) {
      const controller = createController();
      handler.onRequestStart?.(controller, {});
      // Never within the call: whoever asks goes on first, as on a socket.
      setImmediate(() => {
        if (controller.aborted) return;
        const request = plainOf(options);
        const { delayMs, delivery } = askedFor(request.path).treat(request);
        const act = (): void => {
          if (!controller.aborted) deliver(delivery, controller, handler);
        };
        if (delayMs === 0) act();
        else setTimeout(act, delayMs);
      });
      return true;
    },
  };
}

function deliver(
  delivery: Delivery,
  controller: Dispatcher.DispatchController,
  handler: Dispatcher.DispatchHandler,
): void {
  if (delivery.by !== 'answer') {
    handler.onResponseError?.(
      controller,
      new Error(`${delivery.by}: a connection would be needed to act it out`),
    );
    return;
  }
  const { status, headers, body } = delivery.response;
  handler.onResponseStart?.(controller, status, headers);
  if (body !== null) handler.onResponseData?.(controller, bytesOf(body));
  handler.onResponseEnd?.(controller, {});
}

function plainOf({ method, path, headers, body }: Dispatcher.DispatchOptions): PlainRequest {
  const [plainPath = '', query = ''] = path.split('?', 2);
  return {
    method,
    path: plainPath,
    query,
    headers: headersOf(headers),
    body: takesBody(method) ? new TextEncoder().encode(textOf(body)) : null,
  };
}

function headersOf(headers: Dispatcher.DispatchOptions['headers']): PlainRequest['headers'] {
  if (headers === null || headers === undefined || Array.isArray(headers) || Symbol.iterator in headers) {
    throw new TypeError('headers are an object here');
  }
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return {
    authorization: one('authorization'),
    'content-type': one('content-type'),
    'if-match': one('if-match'),
  };
}

function textOf(body: Dispatcher.DispatchOptions['body']): string {
  if (body === null || body === undefined) return '';
  if (typeof body === 'string') return body;
  throw new TypeError('a body is text here');
}

function createController(): Dispatcher.DispatchController {
  let reason: Error | null = null;
  return {
    get aborted() {
      return reason !== null;
    },
    get paused() {
      return false;
    },
    get reason() {
      return reason;
    },
    abort: (why) => {
      reason = why;
    },
    pause: () => {},
    resume: () => {},
  };
}
