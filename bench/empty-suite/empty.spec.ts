import { test } from '@playwright/test';

const count = Number(process.env['EMPTY_TESTS']);
if (!Number.isInteger(count) || count < 1) throw new Error('EMPTY_TESTS must say how many tests there are');

for (let n = 1; n <= count; n++) test(`nothing ${n}`, () => {});
