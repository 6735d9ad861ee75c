/** Lies about one record: a tag that is out of date, a patch that is not done as a whole. */
import { type FaultOf, PATCHING, READING_ONE, type Unit } from './unit.ts';

/** A record that was never changed has no older tag. */
export const oldEtag: Unit<FaultOf<'old-etag'>> = {
  meets: READING_ONE,
  arm: () => ({ kind: 'etag', show: (etag, olderEtag) => olderEtag ?? etag }),
};

/** Which leaf is drawn among those that would have changed the record. */
export const droppedProperty: Unit<FaultOf<'dropped-property'>> = {
  meets: PATCHING,
  arm: () => ({
    kind: 'commit',
    keep: (before, patch, { kind }, moment) => {
      const after = (one: typeof patch): string =>
        JSON.stringify(kind.patched(before, one, before.modifiedAt));
      const whole = after(patch);
      const kept = without(patch)
        .map((less) => kind.patchBody.parse(less).asked)
        .filter((less) => after(less) !== whole);
      return kept[Math.floor(moment.draw('leaf') * kept.length)] ?? patch;
    },
  }),
};

/** The patch without each of its leaves in turn; an object that is cleared as a whole is one of them. */
function without(patch: object): object[] {
  return Object.entries(patch).flatMap(([name, value]: [string, unknown]) =>
    leavesIn(value) < 2 || !isObject(value)
      ? [omit(patch, name)]
      : without(value).map((less) => ({ ...patch, [name]: less })),
  );
}

function leavesIn(value: unknown): number {
  if (!isObject(value)) return 1;
  return Object.values(value).reduce((sum: number, below: unknown) => sum + leavesIn(below), 0);
}

function omit(from: object, name: string): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
