/** A pipe of the mock node: its pump runs a sync that was handed in, and fails, dawdles and queues as it is told. */

export interface PipeOptions {
  id: string;
  /** The sync that its pump runs; what it throws is what the run failed of. */
  run: () => Promise<void>;
}

/** What a test makes of a pipe. Waits are counted in looks at it, so that no test depends on the time it takes. */
export interface PipeControls {
  /** How often its pump was started. */
  readonly starts: number;
  isRunning(): boolean;
  /** How many entities wait in its queue. */
  queued(): number;
  /** How often its pump was stopped while it ran. */
  readonly stops: number;
  /** Each run shows as running for so many looks after its sync has ended; `Infinity`: until it is stopped. */
  slow(looks: number): void;
  /** Its pump is started by the node itself, as a schedule does it. */
  startByItself(): void;
  /** Called when a run of its sync has ended. */
  onEnd(then: () => void): void;
  /** From now on each run fails with this error, without running the sync; null ends that. */
  fail(error: string | null): void;
  /** Its configuration is invalid, with these errors; null makes it valid again. */
  invalid(errors: readonly string[] | null): void;
  /** So many entities wait in its queue: until its next run ends, or until it was looked at so often while idle. */
  enqueue(entities: number, looks?: number): void;
}

export interface MockPipe extends PipeControls {
  readonly id: string;
  /** What its last run failed of; null where it did not, or there was none. */
  readonly lastError: string | null;
  /** Starts the pump; false where it runs. `done` is called when its sync has ended. */
  start(done?: () => void): boolean;
  stop(): void;
  /** As `GET /pipes/{id}` shows it. */
  show(): object;
}

/** `now` gives RFC 3339; nothing depends on it. */
export function createPipe({ id, run }: PipeOptions, now: () => string): MockPipe {
  let starts = 0;
  let stops = 0;
  let slowness = 0;
  let failing: string | null = null;
  let errors: readonly string[] | null = null;
  const queue = { entities: 0, looks: Infinity };
  let running = false;
  /** Looks for which a run shows as running after its sync has ended. */
  let dawdling = 0;
  let ended = (): void => {};
  let last: { at: string; error: string | null } | null = null;

  /** A run that was stopped has ended already, whatever becomes of its sync. */
  const finish = (ofRun: number, error: string | null): void => {
    if (ofRun !== starts || !running) return;
    last = { at: now(), error };
    running = false;
    if (error === null) queue.entities = queue.looks === Infinity ? 0 : queue.entities;
    ended();
  };
  const isRunning = (): boolean => running || dawdling > 0;
  const start = (done = (): void => {}): boolean => {
    if (isRunning()) return false;
    starts += 1;
    running = true;
    dawdling = slowness;
    const work = failing === null ? run() : Promise.reject(new Error(failing));
    const thisRun = starts;
    work
      .then(
        () => finish(thisRun, null),
        (error: unknown) => finish(thisRun, error instanceof Error ? error.message : String(error)),
      )
      .finally(done);
    return true;
  };

  return {
    id,
    isRunning,
    queued: () => queue.entities,
    startByItself: () => void start(),
    onEnd(then) {
      ended = then;
    },
    get starts() {
      return starts;
    },
    get stops() {
      return stops;
    },
    get lastError() {
      return last?.error ?? null;
    },
    slow: (looks) => {
      slowness = looks;
    },
    fail: (error) => {
      failing = error;
    },
    invalid: (found) => {
      errors = found;
    },
    enqueue(entities, looks = Infinity) {
      Object.assign(queue, { entities, looks });
    },
    start,
    stop() {
      if (!isRunning()) return;
      stops += 1;
      if (running) finish(starts, 'the pump was stopped');
      dawdling = 0;
    },
    show() {
      const shown = isRunning();
      if (!running && dawdling > 0) dawdling -= 1;
      else if (!shown && queue.entities > 0 && queue.looks !== Infinity) {
        queue.looks -= 1;
        if (queue.looks < 0) Object.assign(queue, { entities: 0, looks: Infinity });
      }
      return {
        _id: id,
        type: 'pipe',
        runtime: {
          state: errors === null ? 'Enabled' : 'Invalid config',
          'is-running': shown,
          'is-disabled': false,
          'is-valid-config': errors === null,
          'config-errors': errors ?? [],
          queues: { source: queue.entities, dependencies: {} },
          'last-run': last?.at ?? null,
          success: last === null ? null : last.error === null,
          'last-message': last?.error === null ? 'The pump has run to completion.' : (last?.error ?? null),
          'last-original-error-message': last?.error ?? null,
        },
      };
    },
  };
}
