import { describe, expect, it } from 'vitest';
import { areConcurrent, type Event, findAmong, isOlder } from './event.ts';

function event(value: string, ...replaced: Event[]): Event {
  return { value, at: '2026-01-05T08:00:00.000Z', replaced };
}

const first = event('first');
const left = event('left', first);
const right = event('right', first);
const both = event('both', left, right);
const last = event('last', both);

describe('events', () => {
  it('are older than what replaced them, at once or in the end', () => {
    expect(isOlder(first, left)).toBe(true);
    expect(isOlder(first, last)).toBe(true);
    expect(isOlder(right, last)).toBe(true);
    expect(isOlder(left, first)).toBe(false);
    expect(isOlder(last, last)).toBe(false);
    expect(isOlder(left, right)).toBe(false);
  });

  it('of one value are not one', () => {
    expect(isOlder(event('first'), last)).toBe(false);
    expect(areConcurrent(event('first'), last)).toBe(true);
  });

  it('are concurrent where neither replaced the other', () => {
    expect(areConcurrent(left, right)).toBe(true);
    expect(areConcurrent(right, left)).toBe(true);
    expect(areConcurrent(left, left)).toBe(false);
    expect(areConcurrent(first, last)).toBe(false);
    expect(areConcurrent(last, first)).toBe(false);
  });

  it('are found among those given first, then among what they replaced', () => {
    const says = (value: string) => (one: Event) => one.value === value;
    expect(findAmong([last], says('first'))).toBe(first);
    expect(findAmong([event('first'), last], says('first'))).not.toBe(first);
    const newer = event('same', event('same'));
    expect(findAmong([newer], says('same'))).toBe(newer);
    expect(findAmong([both], (one) => one !== both)).toBe(left);
    expect(findAmong([last], says('nobody'))).toBeNull();
    expect(findAmong([], says('first'))).toBeNull();
  });

  it('are looked at once, however many ways lead to them, and in a circle too', () => {
    let [one, other] = [event('one'), event('other')];
    for (let turn = 0; turn < 200; turn += 1)
      [one, other] = [event('one', one, other), event('other', one, other)];
    expect(isOlder(first, one)).toBe(false);
    expect(findAmong([one, other], () => false)).toBeNull();
    const again = event('again', one);
    one.before = again;
    expect(findAmong([again], ({ value }) => value === 'never')).toBeNull();
  });
});
