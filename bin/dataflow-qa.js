#!/usr/bin/env node
// A fresh clone needs no build: the first start compiles the TypeScript, later ones find that nothing has changed.
import { pathToFileURL } from 'node:url';
import { compiled } from './compiled.mjs';

if (process.env.DEBUG) process.setSourceMapsEnabled(true);
const { main } = await load(await compiled('src/cli/main.ts'));
await main(process.argv);

async function load(file) {
  if (file !== null) return import(pathToFileURL(file).href);
  const { register } = await import('tsx/esm/api');
  register();
  return import('../src/cli/main.ts');
}
