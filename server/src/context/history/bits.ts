/** A set of commits, by their position: bit `i % 32` of word `i / 32`. */
export type Bits = Uint32Array;

/** An empty set for so many commits. */
export function noBits(commits: number): Bits {
  return new Uint32Array(Math.ceil(commits / 32));
}

/** Adds one commit. */
export function addBit(bits: Bits, commit: number): void {
  const word = commit >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (commit & 31));
}

/** Adds all commits of another set of the same size. */
export function addBits(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word += 1) {
    bits[word] = (bits[word] ?? 0) | (others[word] ?? 0);
  }
}

/** Whether a set holds all of another. */
export function holdsBits(bits: Bits, others: Bits): boolean {
  for (let word = 0; word < bits.length; word += 1) {
    if (((others[word] ?? 0) & ~(bits[word] ?? 0)) !== 0) {
      return false;
    }
  }
  return true;
}

/** How many commits a set holds. */
export function countBits(bits: Bits): number {
  let count = 0;
  for (const word of bits) {
    let left = word;
    for (; left !== 0; count += 1) {
      left &= left - 1;
    }
  }
  return count;
}
