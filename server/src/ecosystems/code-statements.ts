/** A call in a short program on a command line: `pkg::name(args)`. */
export interface Call {
  /** With its package or module: `renv::restore`, `Pkg.instantiate`. */
  readonly name: string;
  /** The text between the parentheses. */
  readonly text: string;
  /** The same cut at commas that stand in no quotes and no brackets. */
  readonly args: readonly string[];
}

const OPEN = '([{';
const CLOSE = ')]}';

/** Texts between separators that stand in no quotes and no brackets; comments from `#` are left out. */
export function splitCode(text: string, separators: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? '';
    if (quote !== '') {
      part += char;
      if (char === '\\') {
        part += text[++index] ?? '';
      } else if (char === quote) {
        quote = '';
      }
    } else if (char === '#') {
      while (index + 1 < text.length && text[index + 1] !== '\n') {
        index++;
      }
    } else if (depth === 0 && separators.includes(char)) {
      parts.push(part.trim());
      part = '';
    } else {
      quote = char === '"' || char === "'" || char === '`' ? char : '';
      depth += OPEN.includes(char) ? 1 : CLOSE.includes(char) ? -1 : 0;
      part += char;
    }
  }
  parts.push(part.trim());
  return parts.filter((one) => one !== '');
}

/** A statement that is one call and nothing else; undefined for others. */
export function callOf(statement: string): Call | undefined {
  const found = /^([A-Za-z_][\w.:]*)\s*\((.*)\)$/s.exec(statement);
  const [, name, text] = found ?? [];
  if (name === undefined || text === undefined || !isBalanced(text)) {
    return undefined;
  }
  return { name, text, args: splitCode(text, ',') };
}

/** True when no bracket is closed that was not opened in the text, so that it is the inside of one pair. */
function isBalanced(text: string): boolean {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length && depth >= 0; index++) {
    const char = text[index] ?? '';
    if (quote !== '') {
      if (char === '\\') {
        index++;
      } else if (char === quote) {
        quote = '';
      }
    } else {
      quote = char === '"' || char === "'" ? char : '';
      depth += OPEN.includes(char) ? 1 : CLOSE.includes(char) ? -1 : 0;
    }
  }
  return depth === 0 && quote === '';
}

/** The texts in quotes in an expression; escapes are left as they are. */
export function quotedTexts(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
}

/** The names that are called anywhere in an expression, outside of quotes. */
export function calledNames(text: string): readonly string[] {
  const bare = text.replace(/"[^"]*"|'[^']*'/g, '""');
  // Names without parentheses are taken, too, so that each is looked at once.
  return [...bare.matchAll(/([A-Za-z_][\w.:]*)(\s*\()?/g)].flatMap(([, name, open]) =>
    name === undefined || open === undefined ? [] : [name],
  );
}
