import { expect, it } from 'vitest';
import { hasManyTexts, tellsTimesApart } from './date-format.ts';

it.each([
  '%Y-%m-%d',
  '%Y-%m-%dT%H:%M:%SZ',
  '%d.%m.%y',
  '%H:%M',
  '%Y',
  '%A',
  '%p',
  '%Q',
  '%s',
  '%%%Y',
  '%-d/%-m',
])('%j tells times apart', (format) => {
  expect(tellsTimesApart(format)).toBe(true);
  expect(tellsTimesApart(format)).toBe(true);
});

it.each(['', '%', '%%', '%%%', '%-', '%Y-%', 'today', '%Z', '%K', '%Y %E'])('%j does not', (format) => {
  expect(tellsTimesApart(format)).toBe(false);
});

it.each(['%Y-%m-%d', '%d.%m.%y', '%j/%Y', '%Y-%m-%dT%H:%M:%SZ', '%H:%M:%S', '%Q', '%x'])(
  '%j has a text for each of many records',
  (format) => {
    expect(hasManyTexts(format)).toBe(true);
    expect(hasManyTexts(format)).toBe(true);
  },
);

it.each(['%A', '%p', '%H:%M', '%Y', '%Y-%m', '%d.%m.', 'today', '%'])('%j has too few for that', (format) => {
  expect(hasManyTexts(format)).toBe(false);
});
