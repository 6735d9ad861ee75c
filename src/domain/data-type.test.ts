import { expect, it } from 'vitest';
import { type DataType, dataTypeFrom } from './data-type.ts';

it.each<[type: string, expected: DataType]>([
  ['string', { is: 'string' }],
  ['decimal', { is: 'decimal' }],
  ['N/A', { is: 'not given' }],
  ['["datetime-format","%Y-%m-%d","_."]', { is: 'date', format: '%Y-%m-%d' }],
  ['["datetime-parse","%H:%M","_."]', { is: 'date', format: '%H:%M' }],
  ['["integer","_."]', { is: 'integer' }],
  ['["lower","_."]', { is: 'expression' }],
  ['["if",["eq","_.","1"],true,false]', { is: 'expression' }],
  ['["datetime-format"]', { is: 'expression' }],
  ['"replace"," ","", "string"]', { is: 'unknown' }],
  ['["datetime-format","%Y-%m-%d', { is: 'unknown' }],
  ['[]', { is: 'unknown' }],
  ['[1]', { is: 'unknown' }],
  ['String', { is: 'unknown' }],
  ['', { is: 'unknown' }],
])('%s', (type, expected) => {
  expect(dataTypeFrom(type)).toEqual(expected);
});
