/**
 * `signoff.pdf`: the sign-off to be printed, read and signed. The same bytes for the same report: no clock, nothing random,
 * and the file's id comes from its title and date.
 *
 * Streams are not compressed: deflate's output differs between versions and builds of zlib, and with it the bytes of a
 * report would depend on the Node that made it. Two bytes a letter instead of pdfkit's hexadecimal digits make up for it.
 */
import PdfKit from 'pdfkit';
import type { Report } from '../model.ts';
import { drawFoot } from './foot.ts';
import { legible } from './lines.ts';
import { drawReport } from './parts/all.ts';
import { Sheet, type SheetPage } from './sheet.ts';
import { type Face, type Typeface, typefacesOf } from './typeface.ts';

export interface PdfOptions {
  /** Of the evidence file, as hexadecimal digits. */
  evidenceSha256?: string;
}

/** Metadata and bookmarks are shown in a font of the reader's. */
const ANY_LETTER = { has: () => true };

export async function signoffPdf(report: Report, options: PdfOptions = {}): Promise<Uint8Array> {
  const { checklist, verdict, finishedAt } = report.signoff;
  const date = new Date(finishedAt);
  const document = new PdfKit({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    compress: false,
    pdfVersion: '1.7',
    lang: 'en',
    displayTitle: true,
    info: {
      Title: legible(`Sign-off: ${checklist.title}`, ANY_LETTER),
      Subject: verdict,
      Keywords: `SHA-256 of the document: ${checklist.sha256}`,
      Producer: 'dataflow-qa',
      Creator: 'dataflow-qa',
      CreationDate: date,
      ModDate: date,
    },
  });
  const bytes = bytesOf(document);
  const faces = typefacesOf(document);
  const sheet = new Sheet(faces);
  drawReport(sheet, report);
  sheet.pages.forEach((_, index) => {
    sheet.turnTo(index);
    drawFoot(sheet, { page: index + 1, report, evidenceSha256: options.evidenceSha256 ?? null });
  });
  writePages(document, faces, sheet.pages);
  document.end();
  return bytes;
}

function writePages(
  document: typeof PdfKit.prototype,
  faces: Record<Face, Typeface>,
  pages: readonly SheetPage[],
): void {
  let part = document.outline;
  for (const { content, bookmarks } of pages) {
    document.addPage();
    const fonts: Record<string, unknown> = Reflect.get(document.page, 'fonts');
    for (const { id, dictionary } of Object.values(faces)) fonts[id] = dictionary;
    document.addContent(Buffer.from(`${content.join('\n')}\n`, 'latin1'));
    for (const { title, level, y } of bookmarks) {
      const place = { top: y - 8, left: document.page.width };
      if (level === 0) part = document.outline.addItem(title, place);
      else part.addItem(title, place);
    }
  }
}

function bytesOf(document: typeof PdfKit.prototype): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
  });
}
