/** Which source a section's records come from. */
import type { RecordType } from '../domain/record-type.ts';
import type { Side } from './scenario.ts';
import { companySource, type Source, type SourceOptions } from './source.ts';
import { typedSource } from './typed-source.ts';

/** Companies where both sides are Crmoffice's, else records made from their types. */
export function sourceOf(types: Record<Side, RecordType>, options: SourceOptions): Source {
  return types.left.isCompany && types.right.isCompany ? companySource(options) : typedSource(types, options);
}
