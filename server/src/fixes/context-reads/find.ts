import { contextPath } from '../../context/facts.ts';
import type { SelectionOptions } from '../../context/selection.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { brokenArrayOf } from '../../syntax/broken-array.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { Span } from '../../syntax/types.ts';
import { isContextMount } from '../moving/context-mounts.ts';

/** A path or pattern of the build context that an instruction names. */
export interface ContextRead {
  readonly node: Node;
  readonly kind: 'copy' | 'mount';
  /** As written. */
  readonly source: string;
  /** As BuildKit reads it: without leading slashes and `..`; empty for the whole context. May hold wildcards. */
  readonly path: string;
  readonly options: SelectionOptions;
  /** Offsets into the document: of the source, or of the flag that mounts it. */
  readonly span: Span;
}

/**
 * What the copies and bind mounts of the stages that are built read of the context, in document order. What a variable
 * takes part in is not among them, since a build may set it to another value, nor what has backslashes, which separate folders for
 * Windows images and escape for others, nor the pieces of an array that is not JSON, which nobody means.
 */
export const contextReads = rememberedWith((model: Model): readonly ContextRead[] =>
  model.stages
    .filter((stage) => isBuiltAtAll(model, stage))
    .flatMap((stage) => (readsByStage(stage).reads ??= readsOf(model, stage))),
);

/** A stage that is the same object has the same instructions (`buildModelAgain`). */
const readsByStage: (stage: Stage) => { reads?: readonly ContextRead[] } = rememberedWith(() => ({}));

function readsOf(model: Model, { first, end }: Stage): readonly ContextRead[] {
  return model.nodes.slice(first + 1, end).flatMap((node) => {
    const held = readsByNode(node, model.file.escape);
    return (held.reads ??= node.detail.kind === 'copy' ? copied(model, node) : mounted(model, node));
  });
}

/** The nodes above the one in which somebody writes are the same objects. */
const readsByNode: (node: Node, ...given: readonly [escape: string]) => { reads?: readonly ContextRead[] } =
  rememberedWith(() => ({}));

function copied(model: Model, node: Node): readonly ContextRead[] {
  const { detail, instruction } = node;
  if (
    detail.kind !== 'copy' ||
    detail.copy.from.kind !== 'context' ||
    brokenArrayOf(model.file, instruction) !== undefined
  ) {
    return [];
  }
  const { sources, parents, exclude } = detail.copy;
  return sources.flatMap(({ kind, text, span }) => {
    const isPlain = kind === 'path' && !/[$\\]/.test(instruction.text.slice(span.start, span.end));
    return isPlain ? [readOf(node, 'copy', text, span, { parents, exclude })] : [];
  });
}

function mounted(model: Model, node: Node): readonly ContextRead[] {
  if (node.detail.kind !== 'run' || node.detail.mounts.length === 0) {
    return [];
  }
  const { flags } = parsedOf(model.file, node.instruction);
  return node.detail.mounts.flatMap((mount) => {
    const flag = flags.find(({ name, value }) => name === 'mount' && value?.includes(mount.source) === true);
    const isPlain = isContextMount(mount) && flag?.value !== undefined && !/[$\\]/.test(flag.value);
    return isPlain ? [readOf(node, 'mount', mount.source, flag.span, {})] : [];
  });
}

function readOf(
  node: Node,
  kind: ContextRead['kind'],
  source: string,
  { start, end }: Span,
  options: SelectionOptions,
): ContextRead {
  const offset = node.instruction.start;
  return {
    node,
    kind,
    source,
    path: contextPath(source),
    options,
    span: { start: offset + start, end: offset + end },
  };
}
