import { isInContext } from '../../context/facts.ts';
import { baseName } from '../../context/path-parts.ts';
import type { StepVerdict } from '../../cache/types.ts';
import { count, lines, listed, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';
import type { WhatIfChange } from './types.ts';
import { instructionWords, lineOf } from './words.ts';
import type { Answer } from './words.ts';
import { rebuildWords } from './rebuild-words.ts';
import { rerunCost } from './rerun-cost.ts';
import type { SecondsOf } from './rerun-cost.ts';

/** Room for a path in a sentence. */
const PATH = 60;

/** One sentence about all steps: how many run again, how long that takes where it was measured, and why. */
export function whatIfSummary(analysis: Analysis, answer: Answer, secondsOf: SecondsOf): string {
  const looked = [...answer.verdicts.steps.values()].filter(({ verdict }) => verdict !== 'unused');
  const rebuilt = looked.filter(({ verdict }) => verdict === 'rebuilt');
  const depends = looked.filter(({ verdict }) => verdict === 'depends').length;
  if (rebuilt.length === 0 && depends === 0) {
    return `Nothing runs again${nothingWords(analysis, answer)}`;
  }
  const steps = count(looked.length, 'step');
  if (rebuilt.length === 0) {
    return `${depends} of ${steps} may run again`;
  }
  const may = depends === 0 ? '' : `, ${depends} more may`;
  const sure = `${rebuilt.length} of ${steps} ${rebuilt.length === 1 ? 'runs' : 'run'} again`;
  const cost = rerunCost(
    rebuilt.map(({ node }) => node),
    secondsOf,
  );
  return `${sure}${may}${cost === undefined ? '' : `, ${cost}`}${becauseWords(rebuilt, answer)}`;
}

/** Causes that are told; more are counted. */
const TOLD = 2;

function becauseWords(rebuilt: readonly StepVerdict[], answer: Answer): string {
  const struck = rebuilt.filter(
    ({ node, via }) => via === undefined || answer.struck.get(node)?.node === node,
  );
  const byCause = new Map<string, number[]>();
  for (const { verb, what, line } of struck.map((strike) => reasonOf(strike, answer))) {
    const key = `${what}${verb}`;
    byCause.set(key, [...(byCause.get(key) ?? []), ...(line === undefined ? [] : [line])]);
    if (byCause.size > 100) {
      break;
    }
  }
  const reasons = [...byCause].map(([what, at]) => (at.length === 0 ? what : `${what} ${lines(at, 3)}`));
  return reasons.length === 0 ? '' : `, because ${listed(reasons, TOLD)}`;
}

interface Reason {
  readonly what: string;
  /** With a blank in front; what the lines do. Empty where no line is told. */
  readonly verb: string;
  readonly line: number | undefined;
}

function reasonOf(strike: StepVerdict, { change, model }: Answer): Reason {
  const node = model.nodes[strike.node];
  const { cause } = strike;
  if (cause?.kind === 'files') {
    const [first] = cause.files;
    const one = cause.total === 1;
    return {
      what: one ? shorten(first?.path ?? 'a file', PATH) : `${cause.total} changed files`,
      verb: ` ${one ? 'is' : 'are'} ${node?.detail.kind === 'run' ? 'mounted' : 'copied'} by`,
      line: node?.instruction.line ?? 0,
    };
  }
  if (change.kind === 'instruction') {
    return { what: `${lineOf(model, change.node)} changed`, verb: '', line: undefined };
  }
  if (change.kind === 'argument') {
    return { what: `${change.name} has another value`, verb: '', line: undefined };
  }
  const why =
    cause?.kind === 'instruction'
      ? instructionWords(strike.node, cause, model)
      : rebuildWords({ ...strike, verdict: 'rebuilt', via: undefined }, model);
  return { what: why ?? 'something else changed', verb: '', line: undefined };
}

/** Why nothing happens, beginning with the sign that joins it. */
function nothingWords({ model, facts }: Analysis, { change, verdicts }: Answer): string {
  if (change.kind === 'files') {
    return fileWords(change, facts.context);
  }
  if (change.kind === 'earlier') {
    return `: no step reads what changed since ${change.title}`;
  }
  if (verdicts.steps.size === 0) {
    return ': there are no steps';
  }
  if (change.kind === 'argument') {
    return `: no step uses ${change.name}`;
  }
  const node = model.nodes[change.node];
  if (node === undefined) {
    return '';
  }
  const stage = node.stage === undefined ? undefined : model.stages[node.stage];
  return stage?.role === 'unused'
    ? `: the stage of line ${node.instruction.line} is not built`
    : node.kind === 'metadata'
      ? `: ${node.instruction.keyword} only changes the image's configuration`
      : `: no step depends on line ${node.instruction.line}`;
}

function fileWords(
  { paths, outside }: Extract<WhatIfChange, { kind: 'files' }>,
  context: Analysis['facts']['context'],
): string {
  if (paths.length === 0) {
    return `: ${listed(
      outside.map((path) => shorten(baseName(path), PATH)),
      2,
    )} ${outside.length === 1 ? 'lies' : 'lie'} outside the build context`;
  }
  const names = listed(
    paths.map((path) => shorten(path, PATH)),
    2,
  );
  const left = context?.ignore;
  if (context && left && paths.every((path) => isInContext(context, path) === 'no')) {
    return `: ${left.path} leaves ${names} out`;
  }
  return `: no step of this build reads ${names}`;
}
