/** Connections on which one request is under way at a time: so requests arrive in the order in which they were made. */
import type { Dispatcher } from 'undici';
import type { Connections } from '../tenants/exchange.ts';

/** What is made of connections with it waits for its turn together, whichever connections it takes. */
export function inTurn(): (connections: Connections) => Connections {
  let latest: Promise<void> = Promise.resolve();
  return (connections) => ({
    dispatch(options, handler) {
      const before = latest;
      latest = new Promise((isOver) => {
        void before.then(() => connections.dispatch(options, telling(handler, isOver)));
      });
      return true;
    },
  });
}

/** The handler, of which somebody else hears as well that the exchange is over. */
function telling(handler: Dispatcher.DispatchHandler, isOver: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onResponseStart: (controller, status, headers, message) =>
      handler.onResponseStart?.(controller, status, headers, message),
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => {
      isOver();
      handler.onResponseEnd?.(controller, trailers);
    },
    onResponseError: (controller, error) => {
      isOver();
      handler.onResponseError?.(controller, error);
    },
  };
}
