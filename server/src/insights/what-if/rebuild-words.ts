import type { Cause, StepVerdict } from '../../cache/types.ts';
import type { Model } from '../../model/types.ts';
import { listed, shorten } from '../text.ts';

/** Files of one cause that are named; the rest is counted. */
const NAMED_FILES = 3;

/** How much of an instruction or value is shown. */
const SHOWN = 60;

/** Why a step is rebuilt or may be, in one line for people; undefined for one that is cached or unused. */
export function rebuildWords({ cause, verdict, via }: StepVerdict, model: Model): string | undefined {
  if (!cause) {
    return undefined;
  }
  const lineOf = (node: number): string => `line ${model.nodes[node]?.instruction.line ?? 0}`;
  const why = causeWords(cause, lineOf);
  if (via === undefined) {
    return verdict === 'depends' ? `${why}: runs again only if ${onlyIf(cause)}` : why;
  }
  return verdict === 'depends'
    ? `depends on what ${lineOf(via)} writes: ${why}`
    : `rebuilt with ${lineOf(via)}: ${why}`;
}

function onlyIf({ kind }: Cause): string {
  return kind === 'base' ? 'that is another image' : 'what it reads differs';
}

/** Which context files are in, to stand behind their names; nothing for the main one. */
export function placeOfFiles({ of }: Extract<Cause, { kind: 'files' }>): string {
  return of === undefined ? '' : ` of build context ${shorten(of, SHOWN)}`;
}

function causeWords(cause: Cause, lineOf: (node: number) => string): string {
  switch (cause.kind) {
    case 'files': {
      const names = cause.files
        .slice(0, NAMED_FILES)
        .map(({ path, change }) => `${path}${placeOfFiles(cause)} ${FILE_WORDS[change]}`);
      return listed(
        [...names, ...(cause.total > names.length ? [`${cause.total - names.length} more`] : [])],
        99,
      );
    }
    case 'instruction':
      return instructionWords(cause);
    case 'variable': {
      const what = cause.buildArg ? `build argument ${cause.name}` : cause.name;
      return `${what} was ${valueWords(cause.before)} and is ${valueWords(cause.after)}${placeWords(cause.node, lineOf)}`;
    }
    case 'setting':
      return `${SETTING_WORDS[cause.setting]}${placeWords(cause.node, lineOf)}`;
    case 'base':
      return `the base image was ${cause.before ?? 'another stage'} and is ${cause.after ?? 'another stage'} (${lineOf(cause.node)})`;
    case 'source':
      return `it reads ${shorten(cause.after, SHOWN)}, which it did not read like this before`;
    case 'unbuilt':
      return 'its stage was not built before';
  }
}

const FILE_WORDS = {
  added: 'was added',
  removed: 'was removed',
  edited: 'changed',
  mode: 'got another mode',
  kind: 'became another kind of file',
} as const;

const SETTING_WORDS = {
  user: 'USER changed',
  workdir: 'the working directory changed',
  shell: 'SHELL changed',
  order: 'the order of ENV and ARG changed',
  platform: 'the platform changed',
  epoch: 'SOURCE_DATE_EPOCH changed',
} as const;

function instructionWords({ change, before }: Extract<Cause, { kind: 'instruction' }>): string {
  switch (change) {
    case 'added':
      return 'the instruction is new';
    case 'edited':
      return before === undefined
        ? 'the instruction was edited'
        : `the instruction was ${shorten(before, SHOWN)}`;
    case 'moved':
      return before === undefined
        ? 'it stands on other steps than before'
        : `${shorten(before, SHOWN)} stood in its place`;
  }
}

function valueWords(value: string | undefined): string {
  return value === undefined ? 'not set' : value === '' ? 'empty' : shorten(value, SHOWN);
}

function placeWords(node: number | undefined, lineOf: (node: number) => string): string {
  return node === undefined ? '' : ` (${lineOf(node)})`;
}
