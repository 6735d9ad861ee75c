/**
 * Norwegian organisation numbers: nine digits, the last a modulus-11 check digit over the first eight with
 * the weights 3 2 7 6 5 4 3 2 (Brønnøysund Register Centre, "Organisasjonsnummeret").
 */
const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];

/** The authorities issue test numbers in this range only, so none of them is a real company's. */
const FIRST_TEST_BASE = 20_000_000;
const TEST_BASES = 20_000_000;
/** A prime that does not divide the range: stepping by it visits every base once before any returns. */
const STEP = 7_368_787;

/** The number that eight digits make, or null where the check digit would be 10, which is not issued. */
export function withCheckDigit(base: string): string | null {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(base[i]), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? null : `${base}${digit}`;
}

/** Valid test numbers, no number twice, the same for the same seed. */
export function* testOrgNrs(seed: number): Generator<string, never> {
  const start = (Math.abs(Math.trunc(seed)) * 2_654_435_761) % TEST_BASES;
  for (let i = 0; ; i++) {
    const orgNr = withCheckDigit(String(FIRST_TEST_BASE + ((start + i * STEP) % TEST_BASES)));
    if (orgNr) yield orgNr;
  }
}
