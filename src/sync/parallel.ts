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
  const queue = items.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    // The workers share one iterator, so each takes the next item that nobody has begun.
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results[index] = await task(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  // No more workers than items: most passes have but a few.
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, worker);
  const ended = await Promise.allSettled(workers);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}
