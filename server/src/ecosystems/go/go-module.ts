/** A directive of go.mod or go.work with its words, unquoted: `replace` with `a => ../a`. */
export interface GoDirective {
  readonly keyword: string;
  readonly words: readonly string[];
}

/** What a go.mod or go.work says of other modules (go.dev/ref/mod). */
export interface GoModule {
  /** Paths of the modules that it requires. */
  readonly requires: readonly string[];
  /** Folders of modules that replace others, by the module's path: those that begin with `./`, `../` or `/`. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Folders that go.work uses. */
  readonly uses: readonly string[];
  /** The version of the language: `1.22`. */
  readonly version: string | undefined;
  /** True when it names tools: `go tool` and `go install tool` then fetch, too. */
  readonly hasTools: boolean;
}

/** Reads the text of a go.mod or go.work; what it can't read is left out. */
export function readGoModule(text: string): GoModule {
  const requires: string[] = [];
  const replaced = new Map<string, string>();
  const uses: string[] = [];
  let version: string | undefined;
  let hasTools = false;
  for (const { keyword, words } of directivesOf(text)) {
    const [first] = words;
    if (first === undefined) {
      continue;
    }
    if (keyword === 'require') {
      requires.push(first);
    } else if (keyword === 'use') {
      uses.push(first);
    } else if (keyword === 'go') {
      version = first;
    } else if (keyword === 'tool') {
      hasTools = true;
    } else if (keyword === 'replace') {
      const target = words[words.indexOf('=>') + 1] ?? '';
      if (/^(\.{1,2}$|\.{1,2}\/|\/)/.test(target)) {
        replaced.set(first, target);
      }
    }
  }
  return { requires, replaced, uses, version, hasTools };
}

/** The directives of such a file, those of a block one by one. */
function directivesOf(text: string): readonly GoDirective[] {
  const found: GoDirective[] = [];
  let block: string | undefined;
  for (const line of text.split('\n')) {
    const words = /\S/.test(line) ? wordsOf(line) : [];
    const [first] = words;
    if (first === undefined) {
      continue;
    }
    if (block !== undefined) {
      if (first === ')') {
        block = undefined;
      } else {
        found.push({ keyword: block, words });
      }
    } else if (words[1] === '(') {
      block = first;
    } else {
      found.push({ keyword: first, words: words.slice(1) });
    }
  }
  return found;
}

/** The words of a line without its comment and without quotes; a parenthesis is a word of its own. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/\/\/.*|"([^"]*)"|`([^`]*)`|[()]|[^\s()"`]+/g)]
    .filter(([word]) => !word.startsWith('//'))
    .map(([word, quoted, raw]) => quoted ?? raw ?? word);
}
