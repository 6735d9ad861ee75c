/** `xray.yaml`: which test of Jira a check, or a row of the document, is. */
import { z } from 'zod';

const IssueKey = z.string().regex(/^[A-Z][A-Z0-9_]+-[1-9]\d*$/, 'is no key of an issue, such as QA-123');

export const XrayMapping = z
  .strictObject({
    /** Where tests are made that have no key; without it a check without a key is left out. */
    project: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]+$/, 'is no key of a project, such as QA')
      .optional(),
    /** The execution that the results go into; a new one is made without it. */
    testExecutionKey: IssueKey.optional(),
    testPlanKey: IssueKey.optional(),
    /** Server (and Data Center) say PASS and FAIL, Cloud says PASSED and FAILED. */
    edition: z.enum(['server', 'cloud']).default('server'),
    /** By a check's id, or by a row's name: `left → right`. */
    tests: z.record(z.string(), IssueKey).default({}),
  })
  .prefault({});
export type XrayMapping = z.infer<typeof XrayMapping>;
