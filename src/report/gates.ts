/** Gates: named rules that a release has to pass, each with what it found. */

export interface Gate {
  name: string;
  /** The rule, as a sentence. */
  rule: string;
  /** `not judged`: what it needs was not given; that is never passed. */
  status: 'passed' | 'failed' | 'not judged';
  /** What was found. */
  message: string;
}
