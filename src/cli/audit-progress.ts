/** What an audit is doing, and how far: one line that is rewritten on a terminal, a line a step elsewhere. */

export interface AuditProgress {
  show: (doing: string) => void;
  /** Asked now and then how far the step is, 0 to 1; null where nobody knows. */
  follow: (fraction: () => number | null) => void;
  end: () => void;
}

const EVERY_MS = 200;

/** `stopwatch` tells milliseconds since any fixed moment. */
export function createAuditProgress(stream: NodeJS.WriteStream, stopwatch: () => number): AuditProgress {
  const began = stopwatch();
  const elapsed = (): string => `${((stopwatch() - began) / 1000).toFixed(1)} s`;
  let doing = '';
  let fractionOf: () => number | null = () => null;
  const rewrite = (): void => {
    const fraction = fractionOf();
    const far = fraction === null ? '' : ` · ${Math.round(100 * fraction)} %`;
    stream.write(`\r\u001b[K${doing}${far} · ${elapsed()}`);
  };
  const timer = stream.isTTY ? setInterval(rewrite, EVERY_MS) : null;
  timer?.unref();
  return {
    show: (now) => {
      if (now === doing) return;
      doing = now;
      if (stream.isTTY) rewrite();
      else stream.write(`${doing} · ${elapsed()}\n`);
    },
    follow: (fraction) => {
      fractionOf = fraction;
    },
    end: () => {
      if (timer !== null) clearInterval(timer);
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}
