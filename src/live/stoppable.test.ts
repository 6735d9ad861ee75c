import { beforeEach, expect, it } from 'vitest';
import type { Engine, PassOutcome, Setting } from '../engines/index.ts';
import { DEFAULT_PROFILE } from '../tenants/profile.ts';
import { fixedToken } from '../tenants/credentials.ts';
import { stoppable } from './stoppable.ts';

const access = { url: 'https://a.test', credentials: fixedToken('t'), profile: DEFAULT_PROFILE };
let said: string[];
let endPass: (outcome: PassOutcome) => void;
let stop: AbortController;
let engine: Engine;

beforeEach(() => {
  said = [];
  stop = new AbortController();
  const bare: Engine = {
    name: 'reference',
    version: '0',
    lacks: [],
    severalAtOnce: true,
    start: () => {
      said.push('start');
      return Promise.resolve({
        pass: () => {
          said.push('pass');
          return new Promise((resolve) => (endPass = resolve));
        },
        close: () => {
          said.push('close');
          return Promise.resolve();
        },
      });
    },
  };
  engine = stoppable(bare, stop.signal);
});

const SETTING: Setting = {
  topology: 'two-tenants',
  checklist: {
    path: 'x.rst',
    dataflow: { title: 'x', left: 'x', right: 'x', generated: null, introduction: [], sections: [] },
  },
  passTimeoutMs: 1_000,
  tenants: { a: access, b: access },
  stateDir: '.',
  observe: () => Promise.resolve(''),
};

it('passes go through as long as nothing is stopped', async () => {
  const running = await engine.start(SETTING);
  const pass = running.pass();
  endPass({ ok: true });
  expect(await pass).toEqual({ ok: true });
  await running.close();
  await running.close();
  expect(said).toEqual(['start', 'pass', 'close']);
});

it('a pass that is at work is left, once its engine is closed; none is begun after it', async () => {
  const running = await engine.start(SETTING);
  const pass = running.pass();
  stop.abort(new Error('stopped by SIGINT'));
  await expect(pass).rejects.toThrow('stopped by SIGINT');
  expect(() => running.pass()).toThrow('stopped by SIGINT');
  await running.close();
  expect(said).toEqual(['start', 'pass', 'close']);
});

it('an engine is not started at all after it', async () => {
  stop.abort(new Error('stopped by SIGINT'));
  await expect(engine.start(SETTING)).rejects.toThrow('stopped by SIGINT');
  expect(said).toEqual([]);
});
