/** How far the catalogue is: nothing for two seconds, then one line that is rewritten on a terminal, a line now and then elsewhere. */

export interface CatalogueProgress {
  show: (done: number, all: number) => void;
  end: () => void;
}

const SILENT_MS = 2000;
const EACH_MS = { terminal: 200, elsewhere: 2000 };

/** `stopwatch` tells milliseconds since any fixed moment. */
export function createCatalogueProgress(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
  stopwatch: () => number,
): CatalogueProgress {
  const each = stream.isTTY ? EACH_MS.terminal : EACH_MS.elsewhere;
  const began = stopwatch();
  let shown: number | null = null;
  return {
    show: (done, all) => {
      const now = stopwatch();
      if (now - began < SILENT_MS || (shown !== null && now - shown < each)) return;
      shown = now;
      const line = `${done} of ${all} documents read`;
      stream.write(stream.isTTY ? `\r\u001B[K${line}` : `${line}\n`);
    },
    end: () => void (stream.isTTY && shown !== null && stream.write('\r\u001B[K')),
  };
}
