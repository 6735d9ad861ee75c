/** An engine that is wrong in one way, and what must be red because of it. */
import type { Traits } from '../tiny-engine.ts';

export interface Wrong {
  traits: Partial<Traits>;
  verdict?: 'rejected' | 'accepted with deviations';
  /** Each is among the red checks: the beginning of an id, without the section. */
  red: string[];
  /** No red check is about anything else. */
  within?: RegExp;
  only?: (scenario: string) => boolean;
}
