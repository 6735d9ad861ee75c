#!/usr/bin/env node
/**
 * `npm run check`: runs every `check:*` script of package.json at once, shows what each one printed in one piece,
 * and ends with a line a check and a summary. Exit status 1 if any failed; one that fails stops no other.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const names = Object.keys(scripts).filter((name) => name.startsWith('check:'));
if (names.length === 0) throw new Error('package.json has no script check:*, so nothing would be checked');

const results = await Promise.all(names.map(runScript));
const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
console.log(`\n${results.map(summaryLine).join('\n')}`);
if (failed.length === 0) console.log(`check: all ${results.length} passed`);
else console.log(`check: ${failed.length} of ${results.length} failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs one script to its end. Its output is printed when it is over, so that no two are mixed. */
async function runScript(name) {
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', name], {
    cwd: root,
    shell: process.platform === 'win32',
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const [exitCode] = await once(child, 'close');
  const seconds = (performance.now() - started) / 1000;
  console.log(`\n── ${name}: ${scripts[name]}\n${Buffer.concat(output).toString().trim()}`);
  return { name, passed: exitCode === 0, seconds };
}

function summaryLine({ name, passed, seconds }) {
  return `${passed ? '✓' : '✗'} ${name.padEnd(18)} ${seconds.toFixed(1)} s`;
}
