/** Settling: the engine's passes are repeated until it has nothing left to do, or the passes are used up. */
import type { Pass, Write } from '../checks/evidence.ts';
import { changesBetween } from '../domain/record.ts';
import type { RunningEngine } from '../engines/index.ts';
import type { Controls, EngineWrite } from './environment.ts';

export interface Limits {
  /** Passes in a row, well ended and without an accepted write, that make a settle. */
  quietPasses: number;
  maxPasses: number;
  passTimeoutMs: number;
}

export interface PassDone {
  pass: Pass;
  writes: EngineWrite[];
  /** When it was over, by the stopwatch. */
  at: number;
}

export interface Settled {
  settled: boolean;
  passes: PassDone[];
}

/** Milliseconds since any fixed moment. */
export type Stopwatch = () => number;

export async function settle(pass: () => Promise<PassDone>, limits: Limits): Promise<Settled> {
  const passes: PassDone[] = [];
  let quiet = 0;
  while (passes.length < limits.maxPasses) {
    const done = await pass();
    passes.push(done);
    quiet = done.pass.ok && done.pass.acceptedWrites === 0 ? quiet + 1 : 0;
    if (quiet === limits.quietPasses) return { settled: true, passes };
  }
  return { settled: false, passes };
}

/** One pass, with what the engine wrote in it. */
export async function passOnce(
  engine: RunningEngine,
  controls: Controls,
  stopwatch: Stopwatch,
): Promise<PassDone> {
  const began = stopwatch();
  const asked = controls.engineRequests();
  const { ok, ...rest } = await engine.pass();
  const writes = await controls.newEngineWrites();
  const at = stopwatch();
  const milliseconds = Math.round(at - began);
  const now = controls.engineRequests();
  const requests = asked === null || now === null ? {} : { requests: now - asked };
  return {
    pass: { ok, milliseconds, acceptedWrites: writes.filter(isAccepted).length, ...requests, ...rest },
    writes,
    at,
  };
}

export function isAccepted({ status }: Pick<EngineWrite, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** A write as evidence keeps it: the leaves that it changed. */
export function writeEvidence(write: EngineWrite, record: string, pass: number): Write {
  const { method, status, ifMatch, before, after } = write;
  return { pass, record, method, status, ifMatch, changes: changesBetween(before ?? {}, after ?? {}) };
}
