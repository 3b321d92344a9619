import type { ShellCommand } from '../../syntax/types.ts';
import { commandOf } from '../command.ts';
import { installedProgram } from '../installed-program.ts';

/**
 * Whether a command downloads a model or data that its words name, by an installed package, and reads nothing of the project: `python -m
 * spacy download en_core_web_sm`, `hf download org/model`, `python -c "import nltk; nltk.download('punkt')"`.
 */
export function downloadsModel(command: ShellCommand): boolean {
  const read = commandOf(command);
  if (read === undefined) {
    return false;
  }
  const { name, words } = installedProgram(read);
  const [first = '', second] = words;
  if (/^python[\d.]*$/.test(name)) {
    return first === '-c' && second !== undefined && isOfPackages(second);
  }
  switch (name) {
    case 'spacy':
    case 'hf':
    case 'huggingface-cli':
      return first === 'download' && second !== undefined;
    case 'nltk.downloader':
      return words.length > 0;
    default:
      return false;
  }
}

/** Calls that download what they name as a text. */
const DOWNLOAD =
  /\b(nltk\.download|SentenceTransformer|CrossEncoder|from_pretrained|snapshot_download|hf_hub_download|spacy\.cli\.download|load_model)\(\s*(\w+\s*=\s*)?['"]\w/;

/** Packages of models, and modules of Python's own that such programs name; a module of the project may be anything else. */
const PACKAGES =
  /^(nltk|spacy|sentence_transformers|transformers|huggingface_hub|diffusers|torch|whisper|faster_whisper|os|ssl|sys)(\.|$)/;

/** Whether a program downloads something and imports nothing of the project. */
function isOfPackages(program: string): boolean {
  if (!DOWNLOAD.test(program)) {
    return false;
  }
  const imported = program
    .split(/[;\n]/)
    .filter((statement) => /\bimport/.test(statement))
    .flatMap(importedBy);
  return imported.every((name) => PACKAGES.test(name));
}

/** The modules that a statement imports; an empty name where that can't be told. */
function importedBy(statement: string): readonly string[] {
  const [, source, names] = /^\s*(?:from\s+(\S+)\s+import\s|import\s+(.+)$)/.exec(statement) ?? [];
  return source === undefined ? (names ?? '').split(',').map((name) => name.trim()) : [source];
}
