import type { Evidence, ListenEdit } from '../types.ts';
import type { Run, Word } from '../programs/types.ts';

const OPEN = '0.0.0.0';

/** Replaces the loopback address in what is written somewhere; undefined where it does not stand there exactly once. */
export function opened(run: Run, { file, span }: Evidence): ListenEdit | undefined {
  const written = run.around.textOf(file)?.slice(span.start, span.end) ?? '';
  const found = [...written.matchAll(/(?<![\w.-])(127(?:\.\d{1,3}){3}|localhost|\[::1\]|::1)(?![\w.-])/gi)];
  const [only] = found;
  if (file.kind === 'compose' || only === undefined || found.length > 1) {
    return undefined;
  }
  const start = span.start + only.index;
  return {
    file,
    span: { start, end: start + only[0].length },
    newText: OPEN,
    title: `Replace ${only[0]} by ${OPEN}`,
  };
}

/** Adds words behind the command, in the style of its last word; undefined where that is not known to be right. */
export function appendEdit(run: Run, words: readonly string[]): ListenEdit | undefined {
  const last = run.args.at(-1) ?? run.word;
  const isSafe =
    last.style !== 'none' && last.file.kind !== 'compose' && run.args.every(({ text }) => text !== '--');
  if (!isSafe) {
    return undefined;
  }
  const { end } = last.span;
  const newText = words.map((word) => (last.style === 'json' ? `, "${word}"` : ` ${word}`)).join('');
  return { file: last.file, span: { start: end, end }, newText, title: `Add ${words.join(' ')}` };
}

/** Replaces one word; undefined where its place is not known. */
export function replaceWord(word: Word, text: string): ListenEdit | undefined {
  if (word.style === 'none' || word.file.kind === 'compose' || !word.literal) {
    return undefined;
  }
  const newText = word.style === 'json' ? `"${text}"` : text;
  return { file: word.file, span: word.span, newText, title: `Replace ${word.text} by ${text}` };
}
