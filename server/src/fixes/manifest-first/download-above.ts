import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { writtenCommand } from '../moving/command-text.ts';
import { commandsIn } from '../moving/commands-in.ts';
import { CONFIGURATION } from '../moving/configuration.ts';
import { contextCopy, type CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import type { Ecosystem } from '../../ecosystems/types.ts';
import { mayPrepare } from './split/preparing.ts';
import { code, shown } from '../moving/words.ts';
import { downloadStep } from './split/download-step.ts';
import type { EarlyCopy } from './early/early-copy.ts';
import { imagePathOf, lastDelivery } from '../moving/image-paths.ts';
import { refused, type Refusal } from './refusal.ts';
import { stepsAbove } from './steps-above.ts';
import { COMPILER_ONLY } from './split/in-front.ts';
import type { LateInstall } from './types.ts';

/** A step that downloads, put above a copy that stays. */
export interface Above {
  readonly kind: 'above';
  /** The RUN to insert. */
  readonly run: string;
  readonly installs: readonly LateInstall[];
  /** Copies of the context that come before the step. */
  readonly before: readonly CopyStep[];
  /** Those that come behind it, above the installs. */
  readonly behind: readonly CopyStep[];
  readonly review: readonly string[];
}

/** Instructions between the copy and the install that a step above both never needs. */
const INDIFFERENT = new Set([...CONFIGURATION, 'WORKDIR']);

/**
 * Where the copy can't come down to the install, the step that downloads goes above the copy, as long as nothing between the two
 * is known to prepare it: no variable, user, tool or stage's files.
 */
export function downloadAbove(
  model: Model,
  context: ContextSnapshot,
  { step, installs }: EarlyCopy,
): Above | Refusal {
  const [first] = installs;
  const own = installs.filter(({ node }) => node === first?.node);
  if (first === undefined) {
    return refused("the install can't be reached");
  }
  const between = model.nodes.slice(step.node.index + 1, first.node.index);
  const review: string[] = [];
  for (const node of between) {
    const kind = meaningBetween(model, node, first.install.ecosystem);
    if (kind === 'needed') {
      return refused(`${shown(node)} (line ${node.instruction.line}) comes between, and may be needed`);
    }
    if (kind === 'unknown') {
      review.push(`${code(node.instruction.text)} runs below it`);
    }
  }
  const run = downloadStep(model, first.node, own, { above: step.place.directory });
  if (typeof run === 'string') {
    return refused(run);
  }
  const places = placesOf(model);
  const before = stepsAbove(model, step);
  const behind = [
    step,
    ...between.flatMap((node) => {
      const place = places[node.index];
      return place === undefined ? [] : contextCopy(node, place);
    }),
  ];
  const late = own.flatMap(({ inputs, folder, root }) =>
    (inputs?.inputs ?? []).filter(({ path, kind }) => {
      const target = imagePathOf(path, folder ?? '', root);
      const source =
        kind === 'file' ? lastDelivery([...before, ...behind], target, context)?.step : undefined;
      return source !== undefined && source !== step && behind.includes(source);
    }),
  );
  const [missing] = late;
  return missing === undefined
    ? { kind: 'above', run: run.first, installs: own, before, behind, review }
    : refused(`${missing.path} is copied further down`);
}

/** What an instruction means to a download: builds with the same tool, and whatever Strata can't read, prepare nothing for it. */
function meaningBetween(model: Model, node: Node, tool: Ecosystem): 'indifferent' | 'needed' | 'unknown' {
  const { keyword } = node.instruction;
  if (INDIFFERENT.has(keyword)) {
    return 'indifferent';
  }
  if (keyword === 'ENV' || keyword === 'ARG') {
    const { pairs } = parsedOf(model.file, node.instruction);
    return pairs.every(({ name }) => COMPILER_ONLY.test(name)) ? 'indifferent' : 'needed';
  }
  if (node.detail.kind === 'copy') {
    return node.detail.copy.from.kind === 'context' ? 'indifferent' : 'needed';
  }
  if (keyword !== 'RUN') {
    return 'needed';
  }
  const { text } = node.instruction;
  const prepares = commandsIn(model, node).some(
    (part) =>
      mayPrepare(part, writtenCommand(text, part.command), tool) ||
      (part.role !== 'unknown' &&
        part.role !== 'directory' &&
        part.role !== 'options' &&
        !(part.role === 'install' && part.ecosystem === tool.id)),
  );
  return prepares ? 'needed' : 'unknown';
}
