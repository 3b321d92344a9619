import type { Builder } from '../../cache/types.ts';
import type { Model, Node } from '../../model/types.ts';
import type { ArrayFault } from '../../syntax/array-items.ts';
import type { BrokenArray } from '../../syntax/broken-array.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { placesOf } from '../moving/places.ts';
import { code as shortCode, listedBriefly } from '../moving/words.ts';

/** Who reads the array, and how text of the file becomes code in the sentence. */
export interface BrokenArrayWords {
  readonly builder?: Builder | undefined;
  readonly code?: ((text: string) => string) | undefined;
}

/** What the builder does with an array that is not JSON, in one sentence: how it reads it, why, and what comes of it. */
export function brokenArraySentence(
  model: Model,
  node: Node,
  broken: BrokenArray,
  { builder, code = shortCode }: BrokenArrayWords,
): string {
  const name = builder === 'classic' ? 'The classic builder' : 'BuildKit';
  const subject: Subject = { model, node, broken, code };
  return `${name} ${takenFor(subject)}, since ${reasonOf(broken.faults[0], code)}: ${consequenceOf(subject)}.`;
}

interface Subject {
  readonly model: Model;
  readonly node: Node;
  readonly broken: BrokenArray;
  readonly code: (text: string) => string;
}

function takenFor({ node: { instruction }, broken: { keyword, refused } }: Subject): string {
  const named = `\`${instruction.keyword === 'ONBUILD' ? 'ONBUILD ' : ''}${keyword}\``;
  if (refused || keyword === 'SHELL') {
    return `refuses this ${named}`;
  }
  return PATHS.has(keyword)
    ? `reads this ${named} as plain words, not as a list`
    : `takes this ${named} for shell form, not exec form`;
}

/** Instructions that list paths. */
const PATHS: ReadonlySet<string> = new Set(['ADD', 'COPY', 'VOLUME']);

function reasonOf({ kind, text }: ArrayFault, code: Subject['code']): string {
  switch (kind) {
    case 'single':
      return 'JSON wants double quotes, not single ones';
    case 'curly':
      return `JSON wants straight double quotes, not those of ${code(text)}`;
    case 'bare':
      return `JSON wants ${code(text)} in double quotes`;
    case 'separator':
      return `a comma is missing behind ${code(text)}`;
    case 'gap':
      return 'a comma has no string in front of it';
    case 'trailing':
      return 'JSON allows no comma behind the last string';
    case 'backslash':
      return `JSON wants the backslash of ${code(text)} doubled`;
    case 'blank':
      return `the blank U+${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} in it is none to JSON`;
    case 'comment':
      return 'a comment can only stand on a line of its own';
    case 'behind':
      return `${code(text)} stands behind the closing bracket`;
  }
}

function consequenceOf(subject: Subject): string {
  const { node } = subject;
  const { keyword, refused } = subject.broken;
  const isTrigger = node.instruction.keyword === 'ONBUILD';
  const fails = isTrigger && !refused ? 'every build `FROM` this image fails' : 'the build fails';
  if (refused || keyword === 'SHELL') {
    return fails;
  }
  switch (keyword) {
    case 'VOLUME':
      return `every container gets ${volumesOf(subject)}`;
    case 'ADD':
    case 'COPY':
      return `brackets and commas count as parts of the paths, and ${fails}`;
    default:
      return inShell(subject, fails);
  }
}

/** More volumes than this are not named. */
const MAX_NAMED = 3;

function volumesOf({ model, node, code }: Subject): string {
  const paths = pathsRead(model, node).map(code);
  return `${paths.length === 1 ? 'a volume' : 'volumes'} at ${listedBriefly(paths, MAX_NAMED, '')}`;
}

/** The words of a VOLUME or COPY that are read as paths, in place of its array: `[/data,` and `/logs]`. */
export function pathsRead({ file }: Model, { instruction }: Node): readonly string[] {
  const own = parsedOf(file, instruction);
  return (own.trigger?.parsed ?? own).args.map(({ text }) => text.replace(/["']/g, ''));
}

function inShell({ model, node, broken, code }: Subject, fails: string): string {
  const { keyword, spaced, program } = broken;
  const { keyword: own } = node.instruction;
  const config = node.stage === undefined ? undefined : model.stages[node.stage]?.config;
  const isReadable = own === 'ONBUILD' || placesOf(model)[node.index]?.readableShell === true;
  if (own === 'CMD' && (config?.entrypoint ?? []).length > 0) {
    const shell = config?.shell ?? (isReadable ? ['/bin/sh', '-c'] : ['cmd', '/S', '/C']);
    return `\`ENTRYPOINT\` is handed ${code(shell.join(' '))} and this text in place of its words`;
  }
  if (!isReadable) {
    return 'the shell is given the text as it stands, brackets and all, and can make nothing of it';
  }
  return spaced
    ? 'to the shell `[` is its test command, so that nothing of this runs'
    : `the shell looks for a program called ${code(program)}, and ${endOf(keyword, broken, fails)}`;
}

/** What comes of a program that is not found; what stands behind the array of a RUN or check may make up for it. */
function endOf(keyword: string, { faults }: BrokenArray, fails: string): string {
  if (keyword === 'CMD' || keyword === 'ENTRYPOINT') {
    return 'the container ends at once';
  }
  if (faults.some(({ kind }) => kind === 'behind')) {
    return 'finds none';
  }
  return keyword === 'RUN' ? fails : 'every check fails';
}
