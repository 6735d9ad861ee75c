/** What SIGTERM and SIGINT do: they end the process, or, once a command has asked for it, ask that command to stop. */

/** As a shell tells of a process that a signal ended. */
const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;
export type StopSignal = keyof typeof STATUS;

let ask: ((name: StopSignal) => void) | null = null;

/** A process ends through `exit`, so that what was started is ended too. */
export function endOnSignals(): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (ask === null) process.exit(STATUS[name]);
      const askOnce = ask;
      ask = null;
      askOnce(name);
    });
  }
}

/** Aborts at the first signal, with the signal's name as its reason; a second one ends the process. */
export function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  ask = (name) => controller.abort(name);
  return controller.signal;
}
