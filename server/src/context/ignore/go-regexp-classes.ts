/** Tells whether a character, given by its code point, belongs to a class. */
export type CharTest = (point: number) => boolean;

/** Go's Perl classes (`\d`, `\W`, …) by their letter: ASCII only. */
export const PERL_CLASSES: ReadonlyMap<string, CharTest> = new Map([
  ['d', tester(/^[0-9]$/)],
  ['D', tester(/^[^0-9]$/u)],
  ['s', tester(/^[\t\n\f\r ]$/)],
  ['S', tester(/^[^\t\n\f\r ]$/u)],
  ['w', tester(/^[0-9A-Za-z_]$/)],
  ['W', tester(/^[^0-9A-Za-z_]$/u)],
]);

/** Go's POSIX classes (`[:alpha:]`) by their name. */
export const POSIX_CLASSES: ReadonlyMap<string, CharTest> = new Map([
  ['alnum', tester(/^[0-9A-Za-z]$/)],
  ['alpha', tester(/^[A-Za-z]$/)],
  ['ascii', (point: number) => point < 0x80],
  ['blank', tester(/^[\t ]$/)],
  ['cntrl', (point: number) => point < 0x20 || point === 0x7f],
  ['digit', tester(/^[0-9]$/)],
  ['graph', tester(/^[!-~]$/)],
  ['lower', tester(/^[a-z]$/)],
  ['print', tester(/^[ -~]$/)],
  ['punct', tester(/^[!-/:-@[-`{-~]$/)],
  ['space', tester(/^[\t\n\v\f\r ]$/)],
  ['upper', tester(/^[A-Z]$/)],
  ['word', tester(/^[0-9A-Za-z_]$/)],
  ['xdigit', tester(/^[0-9A-Fa-f]$/)],
]);

/** The class of `\p{name}`: a general category in its short form, a script, or `Any`; undefined for other names. */
export function lookUpClass(name: string): CharTest | undefined {
  if (name === 'Any') {
    return () => true;
  }
  const property = /^(L[ultmo]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?|C[cfos]?)$/.test(name)
    ? name
    : /^[A-Z][A-Za-z_]{2,40}$/.test(name)
      ? `Script=${name}`
      : undefined;
  if (property === undefined) {
    return undefined;
  }
  try {
    return tester(new RegExp(`^\\p{${property}}$`, 'u'));
  } catch {
    return undefined;
  }
}

function tester(expression: RegExp): CharTest {
  return (point) => expression.test(String.fromCodePoint(point));
}
