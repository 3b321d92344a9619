import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Fix } from '../types.ts';
import { chainOf, type Chain } from './chain.ts';
import { readGap, speaksToTools } from './gap.ts';
import { layoutOf } from './layout.ts';
import { runsTheSame } from './proof.ts';
import { leavesOnlyFiles, leavesState } from './shell-state.ts';

/**
 * Consecutive RUNs as one, joined by `&&`. Undefined where the shell of one would see what another left in its own, where they
 * have different flags, and where a comment between them speaks of the instruction below it. `nodes` are neighbours, in order.
 */
export function mergeRuns(model: Model, nodes: readonly Node[]): Fix | undefined {
  const chains: Chain[] = [];
  for (const node of nodes) {
    const chain = chainOf(model, node);
    if (chain === undefined || node.stage !== nodes[0]?.stage) {
      return undefined;
    }
    chains.push(chain);
  }
  const [first, ...rest] = chains;
  const last = chains[chains.length - 1];
  if (first === undefined || last === undefined || rest.length === 0 || !areAlike(model, chains)) {
    return undefined;
  }
  const { wrap, indent, leads, eol } = layoutOf(
    model.file,
    nodes.map(({ instruction }) => instruction),
  );
  let text = first.node.instruction.text.slice(0, endOf(first));
  for (const [index, chain] of rest.entries()) {
    const comments = commentsBetween(model, chains[index] ?? first, chain);
    if (comments === undefined) {
      return undefined;
    }
    const lines = comments.map((comment) => `${indent}${comment}${eol}`).join('');
    const script = chain.node.instruction.text.slice(chain.links[0].start, endOf(chain));
    text += leads ? `${wrap}${lines}${indent}&& ${script}` : ` &&${wrap}${lines}${indent}${script}`;
  }
  const edits = [{ start: first.node.instruction.start, end: last.node.instruction.end, newText: text }];
  return runsTheSame(model, { first: first.node.index, last: last.node.index, texts: [text], edits })
    ? {
        title: `Merge ${chains.length} RUNs into one (fewer layers)`,
        safety: 'safe',
        edits: [{ file: 'dockerfile', edits }],
      }
    : undefined;
}

function areAlike(model: Model, chains: readonly Chain[]): boolean {
  const flags = chains.map(({ node }) =>
    parsedOf(model.file, node.instruction)
      .flags.map(({ text }) => text)
      .sort()
      .join(' '),
  );
  return (
    flags.every((one) => one === flags[0]) &&
    chains
      .slice(0, -1)
      .every(({ node, links }) => !links.some((link) => leavesState(node.instruction.text, link))) &&
    leavesOnlyFiles(model, chains)
  );
}

/** The comment lines between two RUNs; undefined where there is anything else, or one that must stay above its instruction. */
function commentsBetween(model: Model, above: Chain, below: Chain): readonly string[] | undefined {
  const { file } = model;
  const { instruction } = below.node;
  const { joint, comments } = readGap(
    file.text.slice(above.node.instruction.end, instruction.start),
    file.escape,
  );
  const inHeader = instruction.text.slice(0, below.links[0].start).includes('\n');
  return joint !== '' || inHeader || comments.some(speaksToTools) ? undefined : comments;
}

function endOf({ links }: Chain): number {
  return links[links.length - 1]?.end ?? 0;
}
