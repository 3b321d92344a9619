import { scriptOf } from '../syntax/shell.ts';
import type { Dockerfile, Instruction } from '../syntax/types.ts';
import { commandOf } from './command.ts';
import { ECOSYSTEMS } from './index.ts';

/** Whether a RUN ends with an install that names nothing yet: `apt-get install -y`. Of others (`npm install`) that is all. */
export function endsInNamelessInstall(
  file: Pick<Dockerfile, 'escape'>,
  instruction: Pick<Instruction, 'keyword' | 'text'>,
): boolean {
  if (instruction.keyword !== 'RUN' || !mayEndSo(instruction.text)) {
    return false;
  }
  const last = scriptOf(file, instruction)?.commands.at(-1);
  const read = last && commandOf(last);
  if (read === undefined) {
    return false;
  }
  const words = [read.name, ...read.args.map(({ text }) => text)];
  const at = words.findLastIndex((word) => !word.startsWith('-'));
  const program = words.findLast((word, index) => index < at && !word.startsWith('-')) ?? '';
  return (
    VERBS.has(words[at] ?? '') &&
    (SYSTEM.has(program) || /^pip[\d.]*$/.test(program)) &&
    read.args.every(({ literal }) => literal) &&
    // What an option names is something, too: `-rrequirements.txt`, `--requirement=…`.
    words.slice(at + 1).every((word) => !word.includes('=') && (word.startsWith('--') || word.length <= 3))
  );
}

const VERB_NAMES = ['install', 'add', 'in'];
const VERBS: ReadonlySet<string> = new Set(VERB_NAMES);

const SYSTEM: ReadonlySet<string> = new Set(
  ECOSYSTEMS.filter(({ family }) => family === 'system').flatMap(({ programs }) => programs),
);

/** A quick look at the text, so that few shells need be read. */
function mayEndSo(text: string): boolean {
  const trimmed = text.trimEnd();
  const word = trimmed.slice(Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\t')) + 1);
  return VERBS.has(word) || (word.startsWith('-') && VERB_NAMES.some((verb) => trimmed.includes(verb)));
}
