import { describe, expect, it } from 'vitest';
import { valueAt } from '../domain/record.ts';
import { createCompanySource } from '../generate/companies.ts';
import { companySource } from './source.ts';

const BY_NUMBER = { left: 'orgNr', right: 'phone', line: 1 };
const BY_PHONE = { left: 'phone', right: 'orgNr', line: 2 };
const source = () => companySource({ seed: 1, tag: undefined, merge: [BY_NUMBER] });

describe('companies', () => {
  it('have a key of the kind of the rule’s left property', () => {
    expect(source().key(BY_NUMBER)).toBe(createCompanySource(1).orgNr());
    expect(source().key(BY_PHONE)).toBe(createCompanySource(1).value('phone'));
  });

  it('are those of one source, whichever side they are for', () => {
    const [one, other] = [source(), source()];
    expect(one.record('left')).toEqual(other.record('right'));
    expect(one.value('left', 'email')).toBe(other.value('right', 'email'));
  });

  it('have values of their own at every property of a rule', () => {
    const company = companySource({ seed: 1, tag: undefined, merge: [BY_PHONE] }).record('left');
    expect(valueAt(company, 'phone')).toMatch(/,\d+$/);
  });

  it('bear the tag', () => {
    const tagged = companySource({ seed: 1, tag: 'run-7', merge: [] });
    expect(valueAt(tagged.record('left'), 'name')).toMatch(/ \[run-7\]$/);
    expect(tagged.value('right', 'name')).toMatch(/ \[run-7\]$/);
  });
});

describe('keys that are almost the same', () => {
  it('differ in a digit of a number, in a character of anything else, and have the names that are told', () => {
    const [number, phone] = [source().key(BY_NUMBER), source().key(BY_PHONE)];
    const [near, nearPhones] = [source().nearKeys(BY_NUMBER, number), source().nearKeys(BY_PHONE, phone)];
    expect(Object.keys(near)).toEqual(source().nearNames(BY_NUMBER));
    expect(Object.keys(nearPhones)).toEqual(source().nearNames(BY_PHONE));
    expect(Object.keys(near)).toContain('one digit differs');
    expect(Object.keys(nearPhones)).toContain('one character differs');
    expect(Object.values(near)).not.toContain(number);
    expect(Object.values(nearPhones)).not.toContain(phone);
  });

  it('are other spellings of a number, and of nothing else', () => {
    expect(source().spellings(BY_NUMBER, '212345674')).toMatchObject({ 'as a VAT number': 'NO212345674MVA' });
    expect(source().spellings(BY_PHONE, '212345674')).toEqual({});
  });
});
