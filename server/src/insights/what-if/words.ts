import type { Cause, StepVerdict, Verdicts } from '../../cache/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { copyPaths } from '../../model/undecided-source.ts';
import { placeOfFiles, rebuildWords } from './rebuild-words.ts';
import { sourceTitle } from '../words/stage-words.ts';
import { listed, shorten } from '../text.ts';
import type { WhatIfChange } from './types.ts';

/** What sentences about a comparison are written from. */
export interface Answer {
  readonly model: Model;
  readonly change: WhatIfChange;
  readonly verdicts: Verdicts;
  /** For each step that is not cached, the one where the cause strikes. */
  readonly struck: ReadonlyMap<number, StepVerdict>;
}

/** Room for a path at the end of a line. */
const PATH = 50;

/** What stands at the end of a step's line. */
export function stepWords(verdict: StepVerdict, answer: Answer): string {
  switch (verdict.verdict) {
    case 'cached':
      return 'cached';
    case 'unused':
      return 'not built';
    case 'rebuilt':
      return `rebuilt · ${whyWords(verdict, answer)}`;
    case 'depends':
      return dependsWords(verdict, answer);
  }
}

function whyWords(verdict: StepVerdict, answer: Answer): string {
  const strike = answer.struck.get(verdict.node) ?? verdict;
  const why = causeWords(strike, answer);
  const changed = answer.change.kind === 'instruction' ? answer.change.node : undefined;
  if (strike.node === verdict.node) {
    return strike.cause?.kind !== 'files' && changed === verdict.node ? 'this instruction changed' : why;
  }
  if (answer.change.kind === 'earlier' && strike.cause?.kind === 'instruction') {
    return instructionWords(strike.node, strike.cause, answer.model);
  }
  // Where an instruction is edited is all there is to say of it; of a file, people want to know who copies it.
  return strike.cause?.kind !== 'files' && changed !== undefined
    ? why
    : `${why} (${lineOf(answer.model, strike.node)})`;
}

/** What changed, in a few words. The values that a question puts in are nobody's and are not shown. */
function causeWords(strike: StepVerdict, { change, model }: Answer): string {
  const { cause } = strike;
  if (cause?.kind === 'files') {
    const names = cause.files
      .slice(0, 2)
      .map((file) => `${shorten(file.path, PATH)}${placeOfFiles(cause)} ${FILE_WORDS[file.change]}`);
    return listed(
      [...names, ...(cause.total > names.length ? [`${cause.total - names.length} more`] : [])],
      3,
    );
  }
  if (change.kind === 'instruction') {
    return `${lineOf(model, change.node)} changed`;
  }
  if (change.kind === 'argument') {
    return `${shorten(change.name, PATH)} has another value`;
  }
  return rebuildWords({ ...strike, verdict: 'rebuilt', via: undefined }, model) ?? 'it changed';
}

const FILE_WORDS = {
  added: 'is new',
  removed: 'is gone',
  edited: 'changed',
  mode: 'has another mode',
  kind: 'became another kind of file',
} as const;

function dependsWords({ node, via, cause }: StepVerdict, { model }: Answer): string {
  if (via === undefined && cause?.kind === 'base') {
    return `depends · runs again only if ${shorten(cause.after ?? '', PATH)} is another image than before (${lineOf(model, cause.node)})`;
  }
  const own = model.nodes[node];
  const above = via === undefined ? undefined : model.nodes[via];
  const read = own === undefined ? undefined : readBy(own);
  const paths = own?.detail.kind === 'copy' ? copyPaths(own.detail.copy) : [];
  // What passes the change on stands in the same stage, or in one that this stage is built FROM.
  if (above !== undefined && (read === undefined || above.stage === own?.stage)) {
    return `depends · runs again only if ${lineOf(model, above.index)} does`;
  }
  return `depends on what ${read === undefined ? 'it reads' : `${sourceTitle(model, read, paths)} ${read.kind === 'stage' ? 'produces' : 'holds'}`}`;
}

/** The stage or image that a step copies or mounts from. */
function readBy({ detail }: Node) {
  if (detail.kind === 'copy') {
    return detail.copy.from.kind === 'context' ? undefined : detail.copy.from;
  }
  return detail.kind === 'run'
    ? detail.mounts.map(({ from }) => from).find(({ kind }) => kind !== 'context')
    : undefined;
}

/** `line 3 was edited`. */
export function instructionWords(
  node: number,
  { change }: Extract<Cause, { kind: 'instruction' }>,
  model: Model,
): string {
  return `${lineOf(model, node)} ${change === 'edited' ? 'was edited' : change === 'added' ? 'is new' : 'stands in another place'}`;
}

/** `line 3`. */
export function lineOf({ nodes }: Model, node: number): string {
  return `line ${nodes[node]?.instruction.line ?? 0}`;
}
