/** Near-duplicates by MinHash: two texts' signatures agree in about as many places as the texts share runs of characters. */

const HASHES = 64;
const BANDS = 16;
const ROWS = HASHES / BANDS;
const SHINGLE = 5;

/** From here on, two texts are told to be nearly the same. */
export const NEAR = 0.6;

/** Fixed numbers, so that signatures of different days can be compared. */
const factors = ((): Uint32Array => {
  const made = new Uint32Array(HASHES * 2);
  let seed = 0x9e3779b9;
  for (let i = 0; i < made.length; i += 1) {
    seed = (Math.imul(seed ^ (seed >>> 15), 0x85ebca6b) + 0xc2b2ae35) >>> 0;
    made[i] = seed | 1;
  }
  return made;
})();

/** The least value of each of 64 hashes over all runs of five characters; marks and spaces do not count. */
export function signatureOf(text: string): Uint32Array {
  const letters = text.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "");
  const least = new Uint32Array(HASHES).fill(0xffffffff);
  for (let i = 0; i + SHINGLE <= letters.length; i += 1) {
    let base = 0x811c9dc5;
    for (let k = i; k < i + SHINGLE; k += 1) base = Math.imul(base ^ letters.charCodeAt(k), 0x01000193);
    for (let h = 0; h < HASHES; h += 1) {
      let value = Math.imul(base, factors[2 * h] as number) + (factors[2 * h + 1] as number);
      value = (value ^ (value >>> 16)) >>> 0;
      if (value < (least[h] as number)) least[h] = value;
    }
  }
  return least;
}

/** Parts of a signature: texts of which no part agrees are not looked at. */
export function bandsOf(signature: Uint32Array): number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let value = band + 1;
    for (let row = 0; row < ROWS; row += 1) value = Math.imul(value ^ (signature[band * ROWS + row] as number), 0x01000193);
    return value >>> 0;
  });
}

/** How much two texts have in common, from 0 to 1. */
export function agreement(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let i = 0; i < HASHES; i += 1) if (a[i] === b[i]) same += 1;
  return same / HASHES;
}
