/** Ids for Allure that are made of what they name, where its own adapters draw them at random. Pure. */
import { createHash } from 'node:crypto';
import type { Parameter } from 'allure-js-commons';

/** In the form of a UUID (version 8: of one's own making). */
export function uuidOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/**
 * Exactly what Allure 3 makes of a test: it takes no history id from results, but known issues name tests by it.
 * Its test case's id is the hash of the one that results give.
 */
export function historyIdOf(testCaseId: string, parameters: readonly Parameter[]): string {
  const told = parameters
    .filter(({ excluded }) => excluded !== true)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, value }) => `${name}:${value}`);
  return `${md5(testCaseId)}.${md5(told.join(','))}`;
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
