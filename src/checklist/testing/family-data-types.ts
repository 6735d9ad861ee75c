/** The forms of data types: plain ones, expressions, and expressions of which a part is cut off. 55 in all. */
import { type Choices, listed, type Random } from './family-random.ts';

/** As a cell has it, with its quotes. */
export const STRING = '"string"';

const PLAIN: Choices<readonly [number, string]> = [
  [62, STRING],
  [8, '"integer"'],
  [4, '"float"'],
  [6, '"boolean"'],
  [4, '"decimal"'],
  [4, '"list"'],
  [5, 'N/A'],
];

const EXPRESSIONS = listed(
  `["datetime-format","%Y-%m-%d","_."]
  ["datetime-format","%d.%m.%Y","_."]
  ["datetime-format","%Y%m%d","_."]
  ["datetime-format","%Y","_."]
  ["datetime-format","%H:%M","_."]
  ["datetime-format","%Y-%m-%dT%H:%M:%S","_."]
  ["datetime-format","%Y-%m-%dT%H:%M:%SZ","_."]
  ["datetime-parse","%Y-%m-%d","_."]
  ["datetime-parse","%d.%m.%Y","_."]
  ["datetime-parse","%Y-%m-%dT%H:%M:%S","_."]
  ["string","_."]
  ["integer","_."]
  ["decimal","_."]
  ["boolean","_."]
  ["list","_."]
  ["lower","_."]
  ["upper","_."]
  ["trim","_."]
  ["first","_."]
  ["last","_."]
  ["count","_."]
  ["concat","0","_."]
  ["concat","_."," %"]
  ["join",", ","_."]
  ["join"," ","_."]
  ["split",",","_."]
  ["split",";","_."]
  ["substring",0,2,"_."]
  ["substring",0,10,"_."]
  ["replace"," ","","_."]
  ["replace","-","","_."]
  ["replace",".",",","_."]
  ["multiply",100,"_."]
  ["divide",100,"_."]
  ["round",2,"_."]
  ["coalesce","_.",""]
  ["if",["eq","_.","1"],true,false]
  ["if",["eq","_.","Y"],"yes","no"]
  ["not",["is-empty","_."]]
  ["map",["lower","_."],"_."]`,
  '\n',
);

const CUT_OFF = listed(
  `"replace"," ","", "string"]
  "replace","-","", "string"]
  "replace",".",",", "decimal"]
  "lower", "string"]
  "substring",0,4, "integer"]
  "datetime-format","%Y-%m-%d"
  ["datetime-format","%Y-%m-%d
  ["concat","+",`,
  '\n',
);

/** The text of a type cell. */
export function drawDataType(random: Random): string {
  return random.weighted([
    [93, () => random.weighted(PLAIN)],
    [5, () => random.one(EXPRESSIONS)],
    [2, () => random.one(CUT_OFF)],
  ])();
}
