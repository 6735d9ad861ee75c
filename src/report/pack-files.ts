/** The names of a pack's files, for whoever has to do with a pack without rendering one. Pure. */
import { MANIFEST, SIGNATURE } from './manifest.ts';

export const EVIDENCE = 'evidence.ndjson';

/** Everything that a pack may consist of, as paths within it; what ends with a slash is a folder. */
export const PACK = [
  EVIDENCE,
  'signoff.json',
  'signoff.html',
  'signoff.pdf',
  'trend.json',
  'junit.xml',
  'ctrf.json',
  'xray.json',
  'allure-results/',
  'summary.md',
  'inputs/',
  MANIFEST,
  SIGNATURE,
] as const;
