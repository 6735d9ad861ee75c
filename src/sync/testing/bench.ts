/** Two tenants and the passes between them, for the tests of a pass. */
import { expect } from 'vitest';
import { TenantError } from '../../domain/tenant.ts';
import { runPass, type PassResult } from '../pass.ts';
import type { Pair } from '../state.ts';
import { row, section } from './documents.ts';
import { memoryTenant, type Call, type MemoryTenant } from './memory-tenant.ts';

export const NAMES = section([row('id', 'id'), row('name', 'name'), row('phone', 'phone')]);

export interface Bench {
  left: MemoryTenant;
  right: MemoryTenant;
  pass: () => Promise<PassResult>;
}

/** Two tenants on one clock, and passes that hand their links on. */
export function bench(link = NAMES): Bench {
  const clock = { now: Date.UTC(2024, 0, 1) };
  const [left, right] = [memoryTenant(clock), memoryTenant(clock)];
  let pairs: Pair[] = [];
  const pass = async (): Promise<PassResult> => {
    const result = await runPass({ left, right, topology: 'two-tenants', link, pairs });
    pairs = result.pairs;
    return result;
  };
  return { left, right, pass };
}

/** A linked pair that agrees: left 1, right 2. */
export async function linked(link = NAMES): Promise<Bench> {
  const made = bench(link);
  made.left.add('1', { orgNr: 'o', name: 'a', phone: '1' });
  made.right.add('2', { orgNr: 'o', name: 'a', phone: '1' });
  expect((await made.pass()).linked).toEqual([{ left: '1', right: '2' }]);
  return made;
}

export const refuse = (status: number | null, when: (call: Call) => boolean) => (call: Call) => {
  if (when(call)) throw new TenantError('PATCH /companies', status, 'no');
};
export const once = (method: Call['method'], act: () => void): ((call: Call) => void) => {
  let done = false;
  return (call) => {
    if (call.method !== method || done) return;
    done = true;
    act();
  };
};
export const names = ({ left, right }: Bench) => [left.read('1').name, right.read('2').name];
