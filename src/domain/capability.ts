/** What a check may need beyond records that can be read and written; a tenant or an engine may lack it. */

export const CAPABILITIES = [
  'fresh tenants',
  'clock',
  'edits while the engine works',
  'faults',
  'write log',
  'edits between passes',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Something that a tenant or an engine cannot show, declared before anything is done. */
export interface Lack {
  capability: Capability;
  /** A sentence for the report. */
  reason: string;
}
