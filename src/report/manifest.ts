/** `manifest.json`: what a pack consists of, file by file with its hash, and what it is about. Pure. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Signoff } from './signoff.ts';

export const MANIFEST = 'manifest.json';
/** A detached signature of the manifest's bytes. */
export const SIGNATURE = 'manifest.jws';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const Manifest = z.strictObject({
  format: z.literal(1),
  /** The version of this program that rendered the pack. */
  madeBy: z.string(),
  verdict: Signoff.shape.verdict,
  document: z.strictObject({ title: z.string(), sha256: Sha256 }),
  engine: Signoff.shape.engine,
  topology: z.string(),
  seed: z.int(),
  policies: z.record(z.string(), z.string()),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int().nonnegative(), sha256: Sha256 })),
});
export type Manifest = z.infer<typeof Manifest>;

/** By the path within the pack, with `/`. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Of a campaign's header, what a manifest says. */
export interface About extends Pick<Manifest, 'engine' | 'topology' | 'seed' | 'policies'> {
  checklist: { sha256: string; dataflow: { title: string } };
}

export function manifestOf(
  files: Files,
  { checklist, engine, topology, seed, policies }: About,
  verdict: Signoff['verdict'],
  version: string,
): string {
  const manifest: Manifest = {
    format: 1,
    madeBy: version,
    verdict,
    document: { title: checklist.dataflow.title, sha256: checklist.sha256 },
    engine,
    topology,
    seed,
    policies,
    files: [...files]
      .map(([path, content]) => ({ path, bytes: content.byteLength, sha256: sha256Of(content) }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export function sha256Of(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
