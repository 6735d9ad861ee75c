/** JUnit's XML, against the schema that Jenkins reads it by. */
import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../checks/evidence.ts';
import { junitOf } from './junit.ts';
import { evidence, EVERY_STATUS, STOPPED } from './testing/results.ts';

const xml = junitOf(evidence, EVERY_STATUS);

/** `skipped` has its reason in an attribute, as later versions of the schema have it and CI systems show it. */
const schema = readFileSync('src/report/schemas/jenkins-junit.xsd', 'utf8').replace(
  '<xs:element name="skipped" type="xs:string"/>',
  '<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>',
);

describe('JUnit', () => {
  it.each<[string, Evidence]>([
    ['a run to its end', evidence],
    ['one that was stopped', STOPPED],
    ['one that was cut off', { ...evidence, end: null }],
  ])('is what the schema says, of %s', async (_, of) => {
    const { valid, errors } = await validateXML({ xml: junitOf(of, EVERY_STATUS), schema });
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(valid).toBe(true);
  });

  it('has no character that XML 1.0 has not', () => {
    expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(xml.replaceAll(/&(amp|lt|gt|quot|#x?[\da-f]+);/gi, '')).not.toMatch(/&|\]\]>/);
    expect(xml).toContain(
      String.raw`\u0000 \u001b[31m ]]&gt; &amp; &lt; &gt; &quot; ' \ud800 \udc00 😀 \ufffe æøå`,
    );
  });

  it('counts, and shows green only what is', () => {
    const suite = (name: string): string =>
      new RegExp(`<testsuite name="${name}"[^>]*>`).exec(xml)?.[0] ?? '';
    expect(xml).toMatch(/<testsuites [^>]*tests="6" failures="2" errors="0" time="2.500"/);
    expect(suite('properties')).toMatch(/tests="5" failures="2" errors="0" skipped="0"/);
    expect(suite('resilience')).toMatch(/tests="1" failures="0" errors="0" skipped="1"/);
    expect(xml.match(/<failure /g)).toHaveLength(2);
    expect(xml.match(/<skipped /g)).toHaveLength(1);
    expect(xml).toContain('<failure message="why it is not verified" type="not verified">');
    expect(xml).toContain('<system-out>recorded: why it is recorded</system-out>');
  });

  it('has an error where the run is no ground for a verdict', () => {
    expect(junitOf(STOPPED, EVERY_STATUS)).toMatch(
      /<testsuites [^>]*tests="7" failures="2" errors="1" [^]*<error message="stopped by the harness: \\u0000 /,
    );
  });
});
