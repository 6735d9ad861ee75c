/** `xray.yaml`: which test of Jira a check, or a row of the document, is. Read here, from text. */
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

const IssueKey = z.string().regex(/^[A-Z][A-Z0-9_]+-[1-9]\d*$/, 'is no key of an issue, such as QA-123');

const XrayMapping = z.strictObject({
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
});
export type XrayMapping = z.infer<typeof XrayMapping>;

/** The mapping cannot be used; the message names the file and what is wrong with it. */
export class XrayMappingError extends Error {
  override readonly name = 'XrayMappingError';
}

/** @throws XrayMappingError */
export function parseXrayMapping(text: string, file: string): XrayMapping {
  let read: unknown;
  try {
    read = parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new XrayMappingError(`${file}:${error.linePos?.[0].line ?? 1}: ${error.message}`);
  }
  const mapping = XrayMapping.safeParse(read ?? {});
  if (mapping.success) return mapping.data;
  throw new XrayMappingError(`${file}: this is no mapping to Xray:\n${z.prettifyError(mapping.error)}`);
}
