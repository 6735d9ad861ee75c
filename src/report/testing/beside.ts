/** What is told beside a run: nothing. */
import type { Beside } from '../report.ts';

export const NOTHING_BESIDE: Beside = {
  lint: [],
  known: [],
  detection: null,
  evidenceSha256: 'e'.repeat(64),
};
