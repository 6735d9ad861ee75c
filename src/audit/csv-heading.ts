/** The headings of a CSV file and what parts them, read from its beginning alone. */
import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AuditError } from './audit-error.ts';

export interface Headings {
  names: string[];
  delimiter: string;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Of a heading that does not end before, it is no CSV. */
const LONGEST = 1_048_576;

/** @throws AuditError where there are none */
export async function headingsOf(file: string): Promise<Headings> {
  const line = await firstLine(file);
  if (line.trim() === '') throw new AuditError(`${file}: has no line of headings`);
  const outside = line.replaceAll(/"[^"]*"/g, '');
  const count = (sign: string): number => outside.split(sign).length;
  const delimiter = DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  return { names: cellsOf(line, delimiter), delimiter };
}

/** Up to the first line end that is not within quotes. */
async function firstLine(file: string): Promise<string> {
  const source = createReadStream(file);
  const text = new PassThrough();
  const isZipped = /\.gz$/i.test(file);
  // That enough was read is no error; any other is told by the reading below.
  pipeline(isZipped ? [source, createGunzip(), text] : [source, text]).catch((error: unknown) => {
    text.destroy(error instanceof Error ? error : undefined);
  });
  let read = '';
  try {
    for await (const chunk of text.setEncoding('utf8')) {
      read += chunk;
      const end = /^(?:[^"\r\n]|"[^"]*")*(?=[\r\n])/.exec(read);
      if (end !== null) return withoutMark(end[0]);
      if (read.length > LONGEST) throw new AuditError(`${file}: its first line does not end: is it CSV?`);
    }
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw new AuditError(
      `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  } finally {
    source.destroy();
  }
  return withoutMark(read);
}

function withoutMark(line: string): string {
  return line.replace(/^\u{feff}/u, '');
}

function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(line.slice(at));
    const end = line.indexOf(delimiter, at + (quoted?.[0].length ?? 0));
    const stop = end === -1 ? line.length : end;
    cells.push(quoted === null ? line.slice(at, stop).trim() : (quoted[1] ?? '').replaceAll('""', '"'));
    at = stop + delimiter.length;
  }
  return cells;
}
