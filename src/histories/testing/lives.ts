/** Records of a model, made by hand. */
import type { CompanyPatch } from '../../domain/company.ts';
import type { Side } from '../history.ts';
import { born, type Life } from '../model/life.ts';
import { FEW_CELLS, Telling } from './telling.ts';

/** Each record is the next one of a story of its own; what is said of it may be more than its values. */
export function lifeOf(place: Side, id: string, draft: CompanyPatch, more: Partial<Life> = {}): Life {
  const telling = new Telling();
  telling.create(place, draft);
  const [entry] = telling.entries;
  if (entry?.is !== 'edit' || entry.after === null) throw new Error('nothing was created');
  return { ...born(FEW_CELLS, place, { ...entry.after, id }), ...more };
}
