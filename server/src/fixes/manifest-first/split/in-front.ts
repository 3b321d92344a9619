import { baseName } from '../../../context/path-parts.ts';
import { ASSIGNMENT, wrappersOf } from '../../../ecosystems/command.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { ShellScript, ShellWord } from '../../../syntax/types.ts';

/** Variables that steer a compiler, and no download. Left away, the new step is shared by builds for several platforms. */
export const COMPILER_ONLY = /^(CGO_\w+|GOOS|GOARCH|GOARM|GOAMD64|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|RUSTFLAGS)$/;

/** Wrappers that decide as whom and by what a program runs; `time` and the like change nothing about it. */
const KEPT = new Set(['sudo', 'env', 'corepack']);

/**
 * What stands in front of an install and a download in its place needs as well, with a space behind it: variables that it may heed,
 * of the shell and of `env`, and `sudo`. Undefined where that can't be written again.
 */
export function wordsInFront(
  text: string,
  { command }: RunPart,
  form: ShellScript['form'],
): string | undefined {
  const spelling = (word: ShellWord): string | undefined => spelled(text, word, form);
  const words: (string | undefined)[] = [];
  for (const { name, value } of command.assignments) {
    if (!COMPILER_ONLY.test(name)) {
      const written = value === undefined ? '' : spelling(value);
      words.push(written === undefined ? undefined : `${name}=${written}`);
    }
  }
  for (const [program, ...more] of wrappersOf(command.words)) {
    const name = baseName(program?.text ?? '');
    const kept = more.filter((word) => !COMPILER_ONLY.test(ASSIGNMENT.exec(word.text)?.[1] ?? ''));
    if (program !== undefined && KEPT.has(name) && (name !== 'env' || kept.length > 0)) {
      words.push(...[program, ...kept].map(spelling));
    }
  }
  return words.includes(undefined) ? undefined : words.map((word) => `${word ?? ''} `).join('');
}

/**
 * A word as a shell reads it in one line; undefined for one of several lines and one with commands, which may read the sources, and
 * where it is more than plain text and no word of a shell (exec form) or of this one (`sh -c "A='b c' npm ci"`).
 */
function spelled(
  text: string,
  { text: value, literal, span }: ShellWord,
  form: ShellScript['form'],
): string | undefined {
  if (literal && /^[\w./:@,+=-]+$/.test(value)) {
    return value;
  }
  const source = form === 'exec' ? '' : text.slice(span.start, span.end);
  const runsCommands = !literal && /`|\$\(/.test(value);
  return source === '' || source.includes('\n') || runsCommands ? undefined : source;
}
