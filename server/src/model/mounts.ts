import { resolveWord } from './paths.ts';
import type { Mount, Source } from './types.ts';

/** What `readMount` needs to know of the place that the RUN stands at. */
export interface MountPlace {
  /** Expands a word; a word that can't be expanded stays as written. */
  readonly expand: (word: string) => string;
  readonly workingDir: string;
  /** Finds the stage or image that `from=` names. */
  readonly source: (name: string) => Source;
}

/** Reads the value of a `--mount` flag (instructions/commands_runmount.go); unknown keys are kept in `options`. */
export function readMount(value: string, place: MountPlace): Mount {
  const options = new Map<string, string>();
  for (const field of splitFields(value)) {
    const equals = field.indexOf('=');
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    const text = equals < 0 ? '' : field.slice(equals + 1);
    options.set(ALIASES.get(key) ?? key, key === 'from' ? text : place.expand(text));
  }
  const type = (options.get('type') ?? 'bind').toLowerCase();
  const from = options.get('from');
  const target = options.get('target');
  return {
    type,
    from: from === undefined || from === '' ? { kind: 'context' } : sourceOf(from, place),
    source: options.get('source') ?? '.',
    target: target === undefined ? '' : resolveWord(place.workingDir, target),
    id: options.get('id'),
    options,
  };
}

/** A stage goes by its name alone here: a number, which COPY takes for the index of one, names an image (detectRunMount). */
function sourceOf(from: string, { source }: MountPlace): Source {
  return /^\d+$/.test(from) ? { kind: 'image', name: from } : source(from);
}

const ALIASES = new Map([
  ['src', 'source'],
  ['dst', 'target'],
  ['destination', 'target'],
  ['ro', 'readonly'],
  ['rw', 'readwrite'],
]);

/** Splits at commas as one line of CSV: a field in double quotes may hold commas, and `""` is a quote. */
function splitFields(text: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quoted) {
      if (char !== '"') {
        field += char;
      } else if (text[i + 1] === '"') {
        field += char;
        i++;
      } else {
        quoted = false;
      }
    } else if (char === '"' && field === '') {
      quoted = true;
    } else if (char === ',') {
      fields.push(field);
      field = '';
    } else {
      field += char;
    }
  }
  fields.push(field);
  return fields.filter((item) => item !== '');
}
