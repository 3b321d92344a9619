import type { ImageMatch } from '../../measured/image-history.ts';
import { chainStart } from '../../model/chain-start.ts';
import type { Model } from '../../model/types.ts';
import { shownSize } from '../../rules/size/shown-size.ts';
import { instructionTitle } from '../instruction-title.ts';
import { count, shorten } from '../text.ts';

/** What a comparison with an image comes to, in two or three sentences without Markdown. */
export function imageSummary(model: Model, match: ImageMatch, image: string): string {
  switch (match.kind) {
    case 'same':
      return sameSummary(model, match, image);
    case 'different':
      return differentSummary(model, match, image);
    case 'squashed':
      return `${image} was squashed: ${count(match.layers, 'layer')} for ${count(match.steps, 'step')}, so nobody knows which step added what. No sizes are shown.`;
  }
}

function sameSummary(
  model: Model,
  { base, bytesAbove, bytes: sizes, builder }: Extract<ImageMatch, { kind: 'same' }>,
  image: string,
): string {
  const stage = model.target === undefined ? undefined : model.stages[model.target];
  const first = stage && chainStart(model, stage.index);
  const name =
    first?.base.kind === 'image' && first.base.name !== undefined
      ? shorten(first.base.name, 60)
      : 'its base image';
  const layers = base.layers === undefined ? name : `${count(base.layers, 'base layer')} of ${name}`;
  const below = base.entries === 0 && base.bytes === 0 ? '' : `, on ${layers} with ${shownSize(base.bytes)}`;
  const classic = builder === 'classic' ? ' The classic builder built it.' : '';
  return `${image} was built from this Dockerfile: its ${count(sizes.size, 'step')} added ${shownSize(bytesAbove)}${below}.${classic}`;
}

function differentSummary(
  model: Model,
  { node, createdBy }: Extract<ImageMatch, { kind: 'different' }>,
  image: string,
): string {
  const instruction = node === undefined ? undefined : model.nodes[node]?.instruction;
  if (instruction === undefined) {
    return `${image} was not built from this version of the Dockerfile: its history is shorter. No sizes are shown.`;
  }
  const found =
    createdBy === undefined || createdBy === ''
      ? 'nothing is said of how it was made'
      : `it has “${shorten(createdBy, 80)}”`;
  return `${image} was built from another version of this Dockerfile, or from another one: for line ${instruction.line} (${instructionTitle(model.file, instruction, 60)}) ${found}. No sizes are shown.`;
}
