/** `1 step`, `2 steps`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Blanks folded into single spaces, cut to `limit` UTF-16 units with an ellipsis. Never ends inside a surrogate pair. */
export function shorten(text: string, limit: number): string {
  const head = text.slice(0, limit * 4);
  const folded = isEven(head) ? head : head.replace(/\s+/g, ' ').trim();
  if (folded.length <= limit) {
    return folded;
  }
  const cut = folded.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** Whether a text is of ASCII, with single spaces between words and no other blanks: most are, and thousands are shortened of a large file. */
function isEven(text: string): boolean {
  let before = SPACE;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < SPACE || code > LAST || (code === SPACE && before === SPACE)) {
      return false;
    }
    before = code;
  }
  return before !== SPACE;
}

const SPACE = 0x20;

/** The last code of ASCII that stands for something. */
const LAST = 0x7e;

/** `a`, `a and b`, `a, b and c`; beyond `limit` items: `a, b and 3 more`. */
export function listed(items: readonly string[], limit: number): string {
  const shown = items.length > limit ? [...items.slice(0, limit), `${items.length - limit} more`] : items;
  return shown.length < 2
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1] ?? ''}`;
}

/** `line 3`, `lines 3 and 5`. */
export function lines(numbers: readonly number[], limit: number): string {
  return `line${numbers.length === 1 ? '' : 's'} ${listed(numbers.map(String), limit)}`;
}

/** Text of a file as Markdown without any formatting, link or HTML of its own, on one line. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|~&]/g, '\\$&');
}

/** Text of a file as inline code in Markdown: nothing in it can become a link, HTML or formatting. */
export function code(text: string, limit = 80): string {
  const flat = shorten(text, limit);
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') || flat === '' ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}
