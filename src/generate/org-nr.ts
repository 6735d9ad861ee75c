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

/** Whether a key could be one of ours: whatever stands around its digits, they begin as test numbers do. */
export function isInTestRange(key: string): boolean {
  return /^[23]/.test(key.replaceAll(/\D/g, ''));
}

/** Valid test numbers, no number twice, the same for the same seed and tag. */
export function* testOrgNrs(seed: number, tag = ''): Generator<string, never> {
  const salt = Buffer.from(tag).reduce((sum, byte) => (sum * 31 + byte) % TEST_BASES, 0);
  const start = ((Math.abs(Math.trunc(seed)) * 2_654_435_761) % TEST_BASES) + salt;
  for (let i = 0; ; i++) {
    const orgNr = withCheckDigit(String(FIRST_TEST_BASE + ((start + i * STEP) % TEST_BASES)));
    if (orgNr) yield orgNr;
  }
}
