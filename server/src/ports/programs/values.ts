import type { Evidence } from '../types.ts';
import type { Run, Word } from './types.ts';

/** A value that was given to a program, with where it is written. */
export interface Value {
  /** Undefined where only the start of the container tells. */
  readonly text: string | undefined;
  readonly evidence: Evidence;
  /** Undefined for the value of a variable. */
  readonly word: Word | undefined;
}

/** The values of options by any of their names, in order: `--port 80`, `--port=80`, `-p80`; the empty text for a bare flag. */
export function optionValues(run: Run, names: readonly string[]): readonly Value[] {
  const values: Value[] = [];
  for (const [index, word] of run.args.entries()) {
    if (word.text === '--') {
      break;
    }
    const name = names.find((flag) => isOption(word.text, flag));
    if (name === undefined) {
      continue;
    }
    const next = run.args[index + 1];
    if (word.text !== name) {
      values.push(valueOf(run, word, word.text.slice(name.length).replace(/^=/, ''), word));
    } else if (next === undefined || (next.literal && /^-[^\d]/.test(next.text))) {
      values.push({ text: '', evidence: evidenceOf(run, word, word, 'flag'), word });
    } else {
      values.push(valueOf(run, next, next.text, word));
    }
  }
  return values;
}

/** The last value of an option, which is what programs take; undefined when it is not given. */
export function optionValue(run: Run, names: readonly string[]): Value | undefined {
  return optionValues(run, names).at(-1);
}

/** `-p80` belongs to `-p`; `-profile` does not. */
function isOption(text: string, flag: string): boolean {
  return (
    text === flag ||
    text.startsWith(`${flag}=`) ||
    (/^-\w$/.test(flag) && text.startsWith(flag) && /^..[\d[:.]|^..(localhost|unix:|tcp:)/.test(text))
  );
}

/** A word's value, with the variables that are known put in. */
export function wordValue(run: Run, word: Word): Value {
  return valueOf(run, word, word.text, word);
}

function valueOf(run: Run, word: Word, written: string, from: Word): Value {
  if (word.literal) {
    return { text: written, evidence: evidenceOf(run, from, word, 'flag'), word };
  }
  const { text, kind } = expanded(run, written);
  return { text, evidence: evidenceOf(run, from, word, kind), word };
}

/** The value of a variable; undefined when nobody sets it. */
export function variableValue(run: Run, names: readonly string[]): Value | undefined {
  for (const name of names) {
    const setting = run.variable(name);
    if (setting !== undefined) {
      return { text: setting.text, evidence: setting.evidence, word: undefined };
    }
  }
  return undefined;
}

/** What the program does where nobody says anything: shown at the program's name. */
export function standardEvidence(run: Run, last: Word = run.word): Evidence {
  return evidenceOf(run, run.word, last, 'default');
}

/** From the first to the last word, or the last one alone where they stand in different files. */
function evidenceOf(run: Run, first: Word, last: Word, kind: Evidence['kind']): Evidence {
  const isOneFile = first.file === last.file && first.span.start <= last.span.start;
  const span = { start: (isOneFile ? first : last).span.start, end: last.span.end };
  const written = run.around.textOf(last.file)?.slice(span.start, span.end) ?? last.text;
  return { kind, file: last.file, span, text: written };
}

/** Puts variables into a word of a shell: `$PORT`, `${PORT}`, `${PORT:-8000}`. Anything else is not known before the start. */
function expanded(
  run: Run,
  written: string,
): { readonly text: string | undefined; readonly kind: Evidence['kind'] } {
  const missing: string[] = [];
  let kind: Evidence['kind'] = 'variable';
  const bare = written.replace(/^"(.*)"$/s, '$1').replace(/^'(.*)'$/s, '$1');
  const text = bare.replace(
    /\$(?:(\w+)|\{(\w+)(?::?-([\w.]*))?\})/g,
    (_all, plain: string | undefined, braced: string | undefined, fallback: string | undefined) => {
      const setting = run.variable(plain ?? braced ?? '');
      const value = setting === undefined ? (run.around.plain ? fallback : undefined) : setting.text;
      if (value === undefined) {
        missing.push(plain ?? braced ?? '');
      }
      kind = setting === undefined || setting.evidence.kind === 'default' ? 'default' : kind;
      return value ?? '';
    },
  );
  return missing.length === 0 && !/[$`"'\\*?]/.test(text) ? { text, kind } : { text: undefined, kind };
}
