/** The history that Allure keeps of its reports, a run a line. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { md5 } from '../report/allure-ids.ts';
import { UsageError } from './usage-error.ts';

const Point = z.looseObject({ testResults: z.record(z.string(), z.looseObject({ id: z.string() })) });

/** A second report of one run would be a second run in the trend, on which nothing ever changes. */
export function forgetRun(file: string, uuids: readonly string[]): void {
  if (!existsSync(file)) return;
  // Allure's id of a result is the hash of the one that the results give.
  const own = new Set(uuids.map(md5));
  const lines = readFileSync(file, 'utf8').split('\n');
  const kept = lines.filter((line, index) => {
    if (line === '') return false;
    const { testResults } = pointOf(line, `${file}:${index + 1}`);
    return !Object.values(testResults).some(({ id }) => own.has(id));
  });
  writeFileSync(file, kept.map((line) => `${line}\n`).join(''));
}

function pointOf(line: string, where: string): z.infer<typeof Point> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    json = undefined;
  }
  const point = Point.safeParse(json);
  if (point.success) return point.data;
  throw new UsageError(`${where}: is no run of Allure's history; remove the file to begin a new one`);
}
