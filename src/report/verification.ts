/** Whether a pack is what was signed off: its bytes against its manifest, and against what its evidence says. Pure. */
import { z } from 'zod';
import { type Files, Manifest, MANIFEST, sha256Of, SIGNATURE } from './manifest.ts';

/** What users make of a pack, in its folder: not of the pack, and not looked at. */
export const BESIDE = /^allure-report\/|^allure-history\.jsonl$/;

/** One thing that is not as it was. */
export interface Alteration {
  /** The path within the pack. */
  file: string;
  /** What is wrong with it. */
  what: string;
}

/** What the manifest itself says against the files that are there. */
export function againstManifest(files: Files): { manifest: Manifest | null; alterations: Alteration[] } {
  const bytes = files.get(MANIFEST);
  if (bytes === undefined) return { manifest: null, alterations: [{ file: MANIFEST, what: 'is missing' }] };
  const manifest = parseManifest(bytes);
  if (typeof manifest === 'string')
    return {
      manifest: null,
      alterations: [{ file: MANIFEST, what: `is no manifest any more: ${manifest}` }],
    };
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const alterations = [...listed].flatMap(([file, { bytes: length, sha256 }]): Alteration[] => {
    const content = files.get(file);
    if (content === undefined) return [{ file, what: 'is missing' }];
    if (sha256Of(content) === sha256) return [];
    const size = content.byteLength === length ? '' : `, ${content.byteLength} bytes instead of ${length}`;
    return [
      {
        file,
        what: `is not what the manifest has: SHA-256 ${sha256Of(content)} instead of ${sha256}${size}`,
      },
    ];
  });
  const added = ofThePack(files)
    .filter((file) => !listed.has(file))
    .map((file) => ({ file, what: 'is not in the manifest: it was added' }));
  return { manifest, alterations: [...alterations, ...added] };
}

/**
 * The files against those that the pack's own evidence and inputs give when they are judged and rendered again: what
 * is found by this and not by the hashes was altered by someone who made the manifest anew.
 */
export function againstEvidence(files: Files, again: Files): Alteration[] {
  const alterations = [...again].flatMap(([file, expected]): Alteration[] => {
    const content = files.get(file);
    if (content === undefined) return [{ file, what: 'is missing' }];
    if (Buffer.compare(content, expected) === 0) return [];
    return [
      { file, what: `does not say what the evidence says: ${firstDifference(file, content, expected)}` },
    ];
  });
  const added = ofThePack(files)
    .filter((file) => !again.has(file))
    .map((file) => ({ file, what: 'does not come of the evidence' }));
  return [...alterations, ...added];
}

/** The files that a manifest has to list. */
export function ofThePack(files: Files): string[] {
  return [...files.keys()].filter((file) => file !== MANIFEST && file !== SIGNATURE && !BESIDE.test(file));
}

function parseManifest(bytes: Uint8Array): Manifest | string {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const parsed = Manifest.safeParse(json);
  return parsed.success ? parsed.data : z.prettifyError(parsed.error);
}

function firstDifference(file: string, found: Uint8Array, expected: Uint8Array): string {
  if (file.endsWith('.json')) {
    const path = whereJsonDiffers(found, expected);
    if (path !== null) return path;
  }
  const [a, b] = [Buffer.from(found), Buffer.from(expected)];
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  const line = a.subarray(0, at).toString('latin1').split('\n').length;
  return `byte ${at}, line ${line}: ${excerpt(a, at)} instead of ${excerpt(b, at)}`;
}

function excerpt(bytes: Buffer, at: number): string {
  return at >= bytes.length ? 'the end' : JSON.stringify(bytes.subarray(at, at + 40).toString('utf8'));
}

/** The first place in the order of the expected document; null where only the way it is written differs. */
function whereJsonDiffers(found: Uint8Array, expected: Uint8Array): string | null {
  try {
    return differenceAt(
      '',
      JSON.parse(String(Buffer.from(found))),
      JSON.parse(String(Buffer.from(expected))),
    );
  } catch {
    // No JSON any more: the bytes tell where.
    return null;
  }
}

function differenceAt(path: string, found: unknown, expected: unknown): string | null {
  if (isContainer(found) && isContainer(expected)) {
    const [own, due] = [new Map(Object.entries(found)), new Map(Object.entries(expected))];
    for (const key of new Set([...due.keys(), ...own.keys()])) {
      const at = Array.isArray(expected) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      const difference = differenceAt(at, own.get(key), due.get(key));
      if (difference !== null) return difference;
    }
    return null;
  }
  if (found === expected) return null;
  return `${path || 'the whole'} is ${JSON.stringify(found) ?? 'missing'} instead of ${JSON.stringify(expected) ?? 'nothing'}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
