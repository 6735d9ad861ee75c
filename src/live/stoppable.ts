/** An engine that is left alone as soon as a run is to end: what it is doing is ended, and no further pass begun. */
import type { Engine } from '../engines/index.ts';

/** A pass that is at work when `stop` aborts throws its reason, once the engine has been closed. */
export function stoppable(engine: Engine, stop: AbortSignal): Engine {
  return {
    ...engine,
    start: async (setting) => {
      stop.throwIfAborted();
      const running = await engine.start(setting);
      let closed: Promise<void> | null = null;
      const close = (): Promise<void> => (closed ??= running.close());
      const stopped = new Promise<never>((_, reject) => {
        const end = (): void => void close().finally(() => reject(stop.reason));
        stop.addEventListener('abort', end, { once: true });
      });
      // Between two passes nobody listens to it.
      stopped.catch(() => {});
      return {
        close,
        pass: () => {
          stop.throwIfAborted();
          return Promise.race([running.pass(), stopped]);
        },
      };
    },
  };
}
