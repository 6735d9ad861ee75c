/** Runs a task for each item, a few at a time. */

/**
 * The results in the items' order. The first task that throws ends it: no further one is begun, and what it threw
 * is thrown once those that are at work have ended.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  task: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  if (items.length === 0) return results;
  // No more workers than items: most passes have but a few.
  const work = { queue: items.entries(), task, results, failed: false };
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, () => workOff(work));
  const ended = await Promise.allSettled(workers);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}

interface Work<T, R> {
  /** The workers share one iterator, so each takes the next item that nobody has begun. */
  queue: Iterable<[number, T]>;
  task: (item: T) => Promise<R>;
  results: R[];
  failed: boolean;
}

async function workOff<T, R>(work: Work<T, R>): Promise<void> {
  for (const [index, item] of work.queue) {
    if (work.failed) return;
    try {
      work.results[index] = await work.task(item);
    } catch (error) {
      work.failed = true;
      throw error;
    }
  }
}
