/** What figures look like on a terminal: one line each. */
import { type Figure, figureOf } from './command/figure.ts';
import { isMet, type Measured, targetText } from './measured.ts';

/** Prints what one bench has measured, as JSON where that is asked for; the process ends with 1 where a target is missed. */
export function report(measured: readonly Measured[], asJson: boolean): void {
  const figures = measured.map((one) => figureOf('', one));
  if (asJson) console.log(JSON.stringify(figures, null, 2));
  else printTable(figures);
  if (figures.some(({ ratio, target }) => !isMet(ratio, target))) process.exitCode = 1;
}

export function printTable(figures: readonly Figure[]): void {
  console.table(
    figures.map(({ bench, name, against, ratio, least, most, target, subject, baseline, unit, ...one }) => ({
      ...(bench === '' ? {} : { bench }),
      name,
      against,
      ratio,
      spread: `${least} – ${most}`,
      target: targetText(target),
      met: isMet(ratio, target),
      subject,
      baseline,
      unit,
      generatorBusy: one.generatorBusy,
    })),
  );
}
