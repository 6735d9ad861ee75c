/** On what it is measured: the machine, and the versions of this project and of its peers. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type as system } from 'node:os';
import { z } from 'zod';
import type { Results } from './results.ts';

const PACKAGES = [
  '@mswjs/http-middleware',
  'msw',
  'json-server',
  'mockttp',
  '@playwright/test',
  '@duckdb/node-api',
  'undici',
];

export function thisMachine(): Results['machine'] {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    os: `${system()} ${release()}`,
    node: process.version,
  };
}

export function theseVersions(): Results['versions'] {
  return {
    commit: git('rev-parse', '--short', 'HEAD'),
    changed: git('status', '--porcelain') !== '',
    packages: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
  };
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
}

function versionOf(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
