/** How far a session of `explore` is: one line that is rewritten on a terminal, a line now and then elsewhere. */

export interface ExploreProgress {
  show: (histories: number, broken: number, secondsLeft: number | null) => void;
  /** A line that stays. */
  say: (line: string) => void;
  end: () => void;
}

const EACH_MS = { terminal: 200, elsewhere: 10_000 };

/** `stopwatch` tells milliseconds since any fixed moment. */
export function createExploreProgress(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
  stopwatch: () => number,
): ExploreProgress {
  const each = stream.isTTY ? EACH_MS.terminal : EACH_MS.elsewhere;
  const clear = stream.isTTY ? '\r\u001B[K' : '';
  const began = stopwatch();
  let shown = began;
  return {
    show: (histories, broken, secondsLeft) => {
      const now = stopwatch();
      if (now - shown < each) return;
      shown = now;
      const left = secondsLeft === null ? '' : ` · ${Math.max(0, Math.round(secondsLeft))} s left`;
      const perSecond = Math.round(histories / ((now - began) / 1000));
      const line = `${histories.toLocaleString('en-US')} histories · ${perSecond.toLocaleString('en-US')} a second · ${broken} broken${left}`;
      stream.write(stream.isTTY ? `${clear}${line}` : `${line}\n`);
    },
    say: (line) => void stream.write(`${clear}${line}\n`),
    end: () => void (clear === '' || stream.write(clear)),
  };
}
