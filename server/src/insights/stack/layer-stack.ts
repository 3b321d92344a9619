import { capitalized } from '../../syntax/capitalized.ts';
import type { Node, Stage } from '../../model/types.ts';
import { commandTitle } from '../lens/command-title.ts';
import { duration } from '../words/measured-words.ts';
import { contentOf } from '../content.ts';
import { sharedText } from '../shared-layers.ts';
import type { SharedLayers } from '../shared-layers.ts';
import { baseTitle, roleTitle, stageTitle } from '../words/stage-words.ts';
import { shownSize } from '../../rules/size/shown-size.ts';
import { count, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';
import type { LayerRow, LayerStack, MetadataRow, StackColumn, StackRow, StackSize } from './types.ts';

/** What a real build or image says of a step, as far as it still holds; undefined where nobody has measured it. */
export type Measured = (
  node: number,
) => { readonly bytes?: number | undefined; readonly seconds?: number | undefined } | undefined;

/** What is known of layers besides the analysis. */
interface Known {
  readonly measured: Measured;
  readonly shared: SharedLayers;
}

/** Room for an instruction in a bar. */
const TEXT = 44;

/**
 * The image as it will be, bottom up (domain.md 1.1: every step adds one layer, everything else none). Stages that are not
 * built are only counted.
 */
export function layerStack(
  analysis: Analysis,
  measured: Measured = () => undefined,
  shared: SharedLayers = new Map(),
): LayerStack {
  const { model } = analysis;
  const target = model.target === undefined ? undefined : model.stages[model.target];
  if (target === undefined) {
    return { title: 'There is no stage yet', columns: [], arrows: [], notes: [] };
  }
  // The image first: a narrow window shows the left.
  const chains = [
    chainOf(analysis, target),
    ...model.stages.filter(({ role }) => role === 'builder').map((stage) => [stage]),
  ];
  const columns = chains.map((chain): StackColumn => {
    const last = chain[chain.length - 1] ?? target;
    const isFinal = last === target;
    return {
      title: isFinal
        ? `Final image${last.name === undefined ? '' : `: ${stageTitle(model, last)}`}`
        : `${capitalized(stageTitle(model, last))}: ${roleTitle(model, last, analysis.builder)}`,
      role: last.role,
      rows: [
        ...chain.flatMap((stage, index) =>
          rowsOf(analysis, stage, { isBottom: index === 0, measured, shared }),
        ),
        ...(isFinal ? [WRITABLE] : []),
      ],
    };
  });
  const unused = model.stages.filter(({ role }) => role === 'unused').length;
  return {
    title: `The final image: ${count(target.layersBefore + target.layers, 'layer')}, ${baseTitle(model, chainOf(analysis, target)[0] ?? target)}`,
    columns,
    arrows: arrowsOf(analysis, chains, columns),
    notes: [
      '~ is the size of the files in the build context.',
      '? is known after a build.',
      ...(columns.some(({ rows }) => rows.some((row) => row.kind === 'layer' && row.shared))
        ? ['Two squares: shared with other Dockerfiles, stored once.']
        : []),
      'How many layers a base image has is known from the image alone.',
      ...(unused === 0
        ? []
        : [`${count(unused, 'stage')} ${unused === 1 ? 'is' : 'are'} not built and not shown.`]),
    ],
  };
}

const WRITABLE: StackRow = {
  kind: 'writable',
  text: "The container's writable layer",
  label:
    'On top of the image, each running container has a layer of its own: what it writes is there, and is gone with the container.',
};

/** A stage and those that it starts from, the lowest first. */
function chainOf({ model }: Analysis, stage: Stage): Stage[] {
  const chain = [stage];
  for (let { base } = stage; base.kind === 'stage';) {
    const below = model.stages[base.stage];
    // A base is always an earlier stage, so that this ends.
    if (below === undefined || below.index >= (chain[0]?.index ?? 0)) {
      break;
    }
    chain.unshift(below);
    ({ base } = below);
  }
  return chain;
}

function rowsOf(
  analysis: Analysis,
  stage: Stage,
  { isBottom, ...known }: Known & { readonly isBottom: boolean },
): StackRow[] {
  const { model } = analysis;
  const rows: StackRow[] = [];
  let folded: Node[] = [];
  const unfold = (): void => {
    if (folded.length > 0) {
      rows.push(metadataRow(folded));
      folded = [];
    }
  };
  for (const node of model.nodes.slice(stage.first, stage.end)) {
    if (node.kind === 'base') {
      if (isBottom) {
        const text = baseTitle(model, stage).replace(/^on /, '');
        const line = node.instruction.line;
        rows.push({ kind: 'base', line, text, label: `Base, line ${line}: ${baseTitle(model, stage)}.` });
      }
    } else if (node.kind === 'layer') {
      unfold();
      rows.push(layerRow(analysis, node, known));
    } else if (node.kind === 'metadata') {
      folded.push(node);
    }
  }
  unfold();
  return rows;
}

function layerRow(analysis: Analysis, node: Node, { measured, shared }: Known): LayerRow {
  const { instruction, layer: number = 0 } = node;
  const { line, keyword } = instruction;
  const command = commandTitle(analysis.model.file, instruction);
  const text = shorten(`${keyword} ${command}`, TEXT);
  const size = sizeOf(analysis, node, measured);
  const seconds = measured(node.index)?.seconds;
  const count = analysis.frequency()?.rerunIn(node.index);
  const reruns = count && { commits: count.certain, of: count.of };
  const places = shared.get(node.index);
  const sentences = [
    `Layer ${number}, line ${line}: ${text}.`,
    size === undefined
      ? 'Its size is known after a build.'
      : `${shownSize(size.bytes)} ${size.from === 'measured' ? 'as measured' : 'of files from the build context'}.`,
    seconds === undefined ? '' : `It took ${duration(seconds)}.`,
    reruns === undefined
      ? ''
      : `It would have run again in ${reruns.commits} of the last ${reruns.of} commits.`,
    places === undefined ? '' : sharedText(places),
  ];
  return {
    kind: 'layer',
    line,
    number,
    text,
    size,
    seconds,
    reruns,
    shared: places !== undefined,
    label: sentences.filter((sentence) => sentence !== '').join(' '),
  };
}

function sizeOf(analysis: Analysis, node: Node, measured: Measured): StackSize | undefined {
  const known = measured(node.index)?.bytes;
  if (known !== undefined) {
    return { bytes: known, from: 'measured' };
  }
  const content = contentOf(analysis, node);
  return content?.bytes === undefined || !content.complete
    ? undefined
    : { bytes: content.bytes, from: 'context' };
}

function metadataRow(nodes: readonly Node[]): MetadataRow {
  const line = nodes[0]?.instruction.line ?? 1;
  const counts = new Map<string, number>();
  for (const { instruction } of nodes) {
    counts.set(instruction.keyword, (counts.get(instruction.keyword) ?? 0) + 1);
  }
  const text = shorten(
    [...counts].map(([keyword, times]) => (times === 1 ? keyword : `${keyword} ×${times}`)).join(', '),
    TEXT,
  );
  return { kind: 'metadata', line, text, label: `Metadata, line ${line}: ${text}. It adds no layer.` };
}

function arrowsOf(
  { model }: Analysis,
  chains: readonly (readonly Stage[])[],
  columns: readonly StackColumn[],
): LayerStack['arrows'] {
  const columnOf = new Map(
    chains.flatMap((chain, column) => chain.map((stage) => [stage.index, column] as const)),
  );
  const nodeAt = new Map(model.nodes.map((node) => [node.instruction.line, node]));
  return columns.flatMap(({ rows }, column) =>
    rows.flatMap((one, row) => {
      const node = one.kind === 'layer' ? nodeAt.get(one.line) : undefined;
      const sources = node === undefined ? [] : stagesRead(node);
      return sources.flatMap((stage) => {
        const from = columnOf.get(stage);
        return from === undefined || from === column ? [] : [{ from, to: { column, row } }];
      });
    }),
  );
}

/** Stages that a step copies or mounts from, each once. */
function stagesRead({ detail }: Node): number[] {
  const sources =
    detail.kind === 'copy'
      ? [detail.copy.from]
      : detail.kind === 'run'
        ? detail.mounts.map(({ from }) => from)
        : [];
  return [...new Set(sources.flatMap((source) => (source.kind === 'stage' ? [source.stage] : [])))];
}
