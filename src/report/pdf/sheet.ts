/** Pages that are filled from top to bottom: text, boxes and lines become the operators of a page's content. */
import { legible, linesOf, widthOf } from './lines.ts';
import { BOTTOM, LEFT, RIGHT, RULE, type Style, TOP } from './style.ts';
import type { Face, Typeface } from './typeface.ts';

export interface Bookmark {
  title: string;
  /** 0 is a part, 1 lies within it. */
  level: 0 | 1;
  y: number;
}

export interface SheetPage {
  content: string[];
  bookmarks: Bookmark[];
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Point = readonly [x: number, y: number];

export class Sheet {
  readonly pages: SheetPage[] = [];
  readonly faces: Record<Face, Typeface>;
  /** From the top of the page; the next thing begins here. */
  y = TOP;
  #page: SheetPage = { content: [], bookmarks: [] };

  constructor(faces: Record<Face, Typeface>) {
    this.faces = faces;
    this.newPage();
  }

  newPage(): void {
    this.#page = { content: [], bookmarks: [] };
    this.pages.push(this.#page);
    this.y = TOP;
  }

  /** What is drawn from now on is on this page, `index` counting from 0. */
  turnTo(index: number): void {
    const page = this.pages[index];
    if (page === undefined) throw new RangeError(`there is no page ${index + 1}`);
    this.#page = page;
    this.y = TOP;
  }

  /** Goes to the next page where less than this is left; more than a page never fits, and begins where it is. */
  keep(height: number): void {
    if (this.y + height > BOTTOM && this.y > TOP) this.newPage();
  }

  skip(height: number): void {
    this.y += height;
  }

  bookmark(title: string, level: Bookmark['level']): void {
    this.#page.bookmarks.push({ title: legible(title, this.faces.regular), level, y: this.y });
  }

  lines(text: string, width: number, { face, size }: Style): string[] {
    return linesOf(text, width, this.faces[face], size);
  }

  widthOf(line: string, { face, size }: Style): number {
    return widthOf(line, this.faces[face], size);
  }

  /** One line that was measured before, its top at `y`. */
  write(line: string, x: number, y: number, { face, size, colour }: Style): void {
    if (line === '') return;
    const typeface = this.faces[face];
    const at = `${fixed(x)} ${fixed(y + ascent({ size }))}`;
    this.#draw(
      `BT ${rgb(colour)} rg /${typeface.id} ${fixed(size)} Tf 1 0 0 -1 ${at} Tm ${typeface.encoded(line)} Tj ET`,
    );
  }

  /** Text from here on downwards, over as many pages as it takes. */
  paragraph(text: string, style: Style, { x = LEFT }: { x?: number } = {}): void {
    for (const line of this.lines(text, RIGHT - x, style)) {
      this.keep(leading(style));
      this.write(line, x, this.y, style);
      this.y += leading(style);
    }
  }

  box({ x, y, width, height }: Box, colour: string): void {
    this.#draw(`${rgb(colour)} rg ${[x, y, width, height].map(fixed).join(' ')} re f`);
  }

  stroke(points: readonly Point[], colour = RULE, width = 0.5): void {
    this.#draw(`${rgb(colour)} RG ${fixed(width)} w ${pathOf(points)} S`);
  }

  shape(points: readonly Point[], colour: string): void {
    this.#draw(`${rgb(colour)} rg ${pathOf(points)} f`);
  }

  #draw(operators: string): void {
    this.#page.content.push(operators);
  }
}

/** From a line's top to what its letters stand on. */
export function ascent({ size }: Pick<Style, 'size'>): number {
  return size * 0.95;
}

/** From one line's top to the next one's. */
export function leading({ size }: Style): number {
  return size * 1.32;
}

function pathOf(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${fixed(x)} ${fixed(y)} ${i === 0 ? 'm' : 'l'}`).join(' ');
}

function rgb(colour: string): string {
  return [0, 2, 4].map((at) => fixed(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ');
}

/** Without exponents and without `-0`. */
function fixed(number: number): string {
  return String(Math.round(number * 100) / 100 || 0);
}
