/** The parts of the report in the order to be read: what a reader signs comes first, what it rests on after it. */
import type { Report } from '../../model.ts';
import type { Sheet } from '../sheet.ts';
import { drawChecklist } from './checklist.ts';
import { drawChecks } from './checks.ts';
import { drawComparison } from './comparison.ts';
import { drawFlow } from './flow.ts';
import { drawFront } from './front.ts';
import { drawMeasures } from './measures.ts';
import { drawOpen } from './open.ts';
import { drawSignatures } from './signatures.ts';
import { drawSilent } from './silent.ts';

export function drawReport(sheet: Sheet, report: Report): void {
  drawFront(sheet, report);
  drawFlow(sheet, report);
  drawChecklist(sheet, report);
  drawOpen(sheet, report);
  drawSilent(sheet, report);
  drawComparison(sheet, report);
  drawMeasures(sheet, report);
  drawSignatures(sheet, report);
  drawChecks(sheet, report);
}
