/** A statement that goes on over more lines than this is cut. */
const MAX_JOINED = 200;

/**
 * Statements of a Ruby file without comments, each on one line: a line that ends in a comma or an open bracket goes on in the
 * next one. `=begin` comments and what stands behind `__END__` are left out. Good enough for Gemfiles and gemspecs.
 */
export function rubyLines(text: string): readonly string[] {
  const lines: string[] = [];
  let open: string[] = [];
  let inComment = false;
  for (const raw of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    if (/^__END__\s*$/.test(raw)) {
      break;
    }
    if (/^=(begin|end)\b/.test(raw)) {
      inComment = raw.startsWith('=begin');
      continue;
    }
    const line = inComment ? '' : withoutComment(raw).trim();
    if (line === '') {
      continue;
    }
    open.push(line);
    if (/(,|\(|\[|\{|=>|\\|&&|\|\||=)$/.test(line) && open.length < MAX_JOINED) {
      continue;
    }
    lines.push(statement(open));
    open = [];
  }
  return open.length === 0 ? lines : [...lines, statement(open)];
}

/** Longer statements are not read: nobody writes them, and looking through them takes long. */
const MAX_STATEMENT = 4000;

/** Lines as one; a call of `eval`, which nobody who reads these follows, in place of one that is too long. */
function statement(lines: readonly string[]): string {
  const text = lines.join(' ');
  return text.length > MAX_STATEMENT ? 'eval("too long")' : text;
}

/** A line up to a `#` that begins a comment and stands in no quotes. */
function withoutComment(line: string): string {
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const char = line[index] ?? '';
    if (quote !== '') {
      if (char === '\\') {
        index++;
      } else if (char === quote) {
        quote = '';
      }
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (char === '#' && (index === 0 || /\s/.test(line[index - 1] ?? ''))) {
      return line.slice(0, index);
    }
  }
  return line;
}

/**
 * The path that an expression surely is, relative to the file's folder: `"x"`, `File.join(__dir__, "x")`,
 * `File.expand_path("x", __dir__)`, `File.expand_path("../x", __FILE__)`, `"#{__dir__}/x"`. Undefined otherwise.
 */
export function literalPath(expression: string): string | undefined {
  const text = expression
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .replace(/(?:encoding|mode):.*$/, '')
    .trim()
    .replace(/,$/, '')
    .trim();
  const joined =
    /^File\.join\s*(?:\(\s*)?(?:__dir__|File\.dirname\(__FILE__\))\s*,\s*((?:["'][^"'#]*["']\s*(?:,\s*)?)+)\)*$/.exec(
      text,
    )?.[1];
  if (joined !== undefined) {
    return [...joined.matchAll(/["']([^"'#]*)["']/g)].map(([, part]) => part).join('/');
  }
  const beside =
    /^File\.expand_path\s*(?:\(\s*)?["']([^"'#]*)["']\s*,\s*(__dir__|File\.dirname\(__FILE__\)|__FILE__)\s*\)*$/.exec(
      text,
    );
  if (beside !== null) {
    const [, path = '', base] = beside;
    return base === '__FILE__' ? (path.startsWith('../') ? path.slice(3) : undefined) : path;
  }
  return (
    /^["']([^"'#]+)["']\)*$/.exec(text)?.[1] ??
    /^"#\{(?:__dir__|File\.dirname\(__FILE__\))\}\/([^"'#]+)"\)*$/.exec(text)?.[1]
  );
}
