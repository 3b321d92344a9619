/** The variables of a Makefile while it is read. */
export interface MakefileVariables {
  /** Takes what an assignment says. */
  assign(assignment: Assignment): void;
  /** Says that only the build knows a value: it is assigned under a condition, or for one target. */
  forget(name: string): void;
  /** Says that recipes find a variable in their environment. */
  export(name: string): void;
  /** A text with the values of its variables, as far as they are known; the others stay, and what functions make is `$(…)`. */
  expand(text: string, target?: string): string;
  /** What recipes find in their environment, beside what make itself has found there. */
  exported(): ReadonlyMap<string, string>;
}

/** `NAME = value` with its operator: `=`, `:=`, `?=`, `+=`, `!=`. */
export interface Assignment {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

/** What make is given beside its file. */
export interface Given {
  /** Variables on its command line, which win over all others. A value that only the build knows is its own name: `$(NAME)`. */
  readonly words: ReadonlyMap<string, string>;
  /** A variable of the environment, in the same way; undefined for none. */
  readonly environment: (name: string) => string | undefined;
  /** The folder in which it works. */
  readonly directory: string;
}

interface Value {
  readonly text: string;
  /** False where variables in it are read when it is used. */
  readonly isSimple: boolean;
}

/** Variables that name each other in longer chains are left as they are. */
const MAX_DEPTH = 20;

/** So many are read in one Makefile. */
const MAX_REFERENCES = 10_000;

/** Longer values are left as they are. */
const MAX_VALUE = 4_000;

/** Starts to read variables as GNU make does ("Using Variables" of its manual), without its functions. */
export function makefileVariables({ words, environment, directory }: Given): MakefileVariables {
  const values = new Map<string, Value>();
  const names = new Set<string>();
  let left = MAX_REFERENCES;

  const outer = (name: string): string | undefined => (name === 'CURDIR' ? directory : environment(name));
  const known = (name: string): Value | undefined => {
    const given = words.get(name) ?? (values.has(name) ? undefined : outer(name));
    return given === undefined ? values.get(name) : { text: given, isSimple: true };
  };
  const valueOf = (name: string, depth: number): string | undefined => {
    const value = depth > MAX_DEPTH || left-- <= 0 ? undefined : known(name);
    const text = value?.isSimple === false ? expandAt(value.text, undefined, depth) : value?.text;
    return text === undefined || text.length > MAX_VALUE ? undefined : text;
  };
  const meant = (name: string, target: string | undefined, depth: number): string => {
    if (isName(name)) {
      return valueOf(name, depth + 1) ?? `$(${name})`;
    }
    return name === '$' ? '$' : ((name === '@' ? target : undefined) ?? UNKNOWN);
  };
  const expandAt = (text: string, target: string | undefined, depth: number): string => {
    let expanded = '';
    let from = 0;
    for (let at = text.indexOf('$'); at >= 0 && expanded.length <= MAX_VALUE; at = text.indexOf('$', from)) {
      const { name, end } = referenceAt(text, at);
      expanded += text.slice(from, at) + meant(name, target, depth);
      from = end;
    }
    return expanded + text.slice(from);
  };

  return {
    assign({ name, operator, value }) {
      const before = values.get(name);
      if (operator === '?=') {
        if (before === undefined && environment(name) === undefined) {
          values.set(name, { text: value, isSimple: false });
        }
      } else if (operator === '!=') {
        values.set(name, unknown(name));
      } else if (operator === '+=' && before !== undefined) {
        const added = before.isSimple ? expandAt(value, undefined, 0) : value;
        const text = `${before.text} ${added}`;
        values.set(name, text.length > MAX_VALUE ? unknown(name) : { ...before, text });
      } else {
        const isSimple = operator.includes(':');
        values.set(name, { text: isSimple ? expandAt(value, undefined, 0) : value, isSimple });
      }
    },
    forget(name) {
      values.set(name, unknown(name));
    },
    export(name) {
      names.add(name);
    },
    expand: (text, target) => expandAt(text, target, 0),
    exported() {
      const own = [...names].map((name): [string, string] => [name, expandAt(`$(${name})`, undefined, 0)]);
      return new Map([...own, ...words]);
    },
  };
}

/** Stands for what a function makes, and for names of files that a rule gives its recipe; no shell reads it as plain text. */
const UNKNOWN = '$(…)';

function unknown(name: string): Value {
  return { text: `$(${name})`, isSimple: true };
}

function isName(name: string): boolean {
  return /^[\w.-]+$/.test(name);
}

/** What stands behind a `$`: in parentheses or braces, or one letter. */
function referenceAt(text: string, at: number): { readonly name: string; readonly end: number } {
  const open = text.charAt(at + 1);
  if (open !== '(' && open !== '{') {
    return { name: open, end: at + 2 };
  }
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let end = at + 1; end < text.length; end++) {
    const one = text.charAt(end);
    depth += one === open ? 1 : one === close ? -1 : 0;
    if (depth === 0) {
      return { name: text.slice(at + 2, end), end: end + 1 };
    }
  }
  return { name: '', end: text.length };
}
