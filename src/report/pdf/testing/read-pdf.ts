/** A PDF as a reader's programme sees it: the text of each page and where it stands. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PlacedText {
  text: string;
  left: number;
  right: number;
  /** From the top of the page down to the line that the letters stand on. */
  down: number;
  size: number;
}

export interface ReadPage {
  width: number;
  height: number;
  texts: PlacedText[];
  /** Texts of one height, from left to right. */
  lines: string[];
}

export interface ReadPdf {
  pages: ReadPage[];
  info: Record<string, unknown>;
  /** Titles of the outline; what lies within a part is behind it. */
  outline: { title: string; within: string[] }[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  // pdfjs takes over what it is given.
  const loading = getDocument({
    data: bytes.slice(),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
  });
  const document = await loading.promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent({ disableNormalization: true });
    const texts = items.flatMap((item) => {
      if (!('str' in item) || item.str === '') return [];
      const [size = 0, , , , left = 0, up = 0]: number[] = item.transform;
      return [{ text: item.str, left, right: left + item.width, down: height - up, size }];
    });
    pages.push({ width, height, texts, lines: linesOf(texts) });
    page.cleanup();
  }
  const metadata = await document.getMetadata();
  const outline = await document.getOutline();
  await loading.destroy();
  return {
    pages,
    info: Object.fromEntries(Object.entries(metadata.info)),
    outline: (outline ?? []).map(({ title, items }) => ({
      title,
      within: items.map((item: { title: string }) => item.title),
    })),
  };
}

/** All that stands on the pages but their feet, without blanks, so that the ends of lines do not matter. */
export function bodyOf({ pages }: ReadPdf, footFrom: number): string {
  return pages
    .flatMap(({ texts }) => texts.filter(({ down }) => down < footFrom).map(({ text }) => text))
    .join('')
    .replaceAll(/\s+/g, '');
}

function linesOf(texts: readonly PlacedText[]): string[] {
  const lines: PlacedText[][] = [];
  for (const text of texts.toSorted((a, b) => a.down - b.down)) {
    const line = lines.at(-1);
    if (line?.[0] && text.down - line[0].down < 0.3) line.push(text);
    else lines.push([text]);
  }
  return lines
    .map((own) => own.toSorted((a, b) => a.left - b.left))
    .map((own) =>
      own
        .map(({ text }) => text)
        .join(' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );
}
