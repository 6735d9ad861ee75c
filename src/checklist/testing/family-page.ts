/** A document in the making: it is written line by line, and each line tells its number. */

export interface Page {
  /** Adds one line and gives its number. */
  write(line: string): number;
  /** Adds a line and a blank one, and gives the number of the first. */
  paragraph(line: string): number;
  text(lineEnd: string): string;
}

export function emptyPage(): Page {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  return {
    write,
    paragraph: (line) => {
      const number = write(line);
      write('');
      return number;
    },
    text: (lineEnd) => lines.map((line) => line + lineEnd).join(''),
  };
}
