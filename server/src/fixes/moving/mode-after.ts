/** The mode that a file of some mode has behind `chmod`; undefined where that can't be told. */
export function modeAfter(text: string, before: number): number | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    return Number.parseInt(text, 8) & 0o7777;
  }
  let mode: number | undefined = before;
  for (const clause of text.length > LONGEST ? [''] : text.split(',')) {
    const [, who = '', actions = ''] = /^([ugoa]*)([-+=][-+=rwxXugo]*)$/.exec(clause) ?? [];
    if (actions === '') {
      return undefined;
    }
    for (const [, operator = '', what = ''] of actions.matchAll(/([-+=])([rwxXugo]*)/g)) {
      mode = mode === undefined ? undefined : changed(mode, who, operator, what);
    }
  }
  return mode;
}

/** The longest mode that is read. */
const LONGEST = 40;

/** What `+x` leaves alone: the umask of a build is 022. */
const WITHOUT_UMASK = 0o755;

/** One action of a clause; undefined for what the umask decides in more ways than one, and what is no mode. */
function changed(mode: number, who: string, operator: string, what: string): number | undefined {
  if (who === '' && operator === '=') {
    return undefined;
  }
  const mask = who === '' ? WITHOUT_UMASK : united(who, maskOf);
  const bits = united(what, (letter) => bitsOf(letter, mode)) & mask;
  switch (operator) {
    case '+':
      return mode | bits;
    case '-':
      return mode & ~bits;
    default:
      return (mode & ~mask) | bits;
  }
}

/** The bits of all letters of a word together. */
function united(word: string, bitsOfOne: (letter: string) => number): number {
  let bits = 0;
  for (const letter of word) {
    bits |= bitsOfOne(letter);
  }
  return bits;
}

/** The bits of user, group, others or all. */
function maskOf(who: string): number {
  return who === 'u' ? 0o700 : who === 'g' ? 0o070 : who === 'o' ? 0o007 : 0o777;
}

/** What a letter behind the operator gives to user, group and others; `u`, `g` and `o` take over what these have. */
function bitsOf(letter: string, mode: number): number {
  switch (letter) {
    case 'r':
      return 0o444;
    case 'w':
      return 0o222;
    case 'x':
      return 0o111;
    case 'X':
      return (mode & 0o111) === 0 ? 0 : 0o111;
    case 'u':
      return ((mode >> 6) & 7) * 0o111;
    case 'g':
      return ((mode >> 3) & 7) * 0o111;
    default:
      return (mode & 7) * 0o111;
  }
}
