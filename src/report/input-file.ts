/** Files of the user's that go into a pack: YAML or JSON, parsed, with the line where something is wrong. Pure. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { InputFileError } from './input-file-error.ts';

/** YAML, of which JSON is a part; an empty file is as none. @throws InputFileError */
export function parseInputFile<T>(schema: z.ZodType<T>, text: string, file: string): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new InputFileError(file, lines.linePos(error.pos[0]).line, error.message);
  const content = contentOf(document, file);
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).filter((part) => typeof part !== 'symbol');
  // What is missing has no line: then that of what it is missing from.
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range)
      throw new InputFileError(file, lines.linePos(node.range[0]).line, told(path, issue?.message));
  }
  throw new InputFileError(file, null, told(path, issue?.message));
}

/** An alias may stand for itself many times over: what expands beyond all bounds is refused. */
function contentOf(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? undefined;
  } catch (error) {
    throw new InputFileError(file, null, error instanceof Error ? error.message : String(error));
  }
}

function told(path: readonly PropertyKey[], message = 'it cannot be read'): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;
}
