import { select } from '../context/selection.ts';
import type { SelectionOptions } from '../context/selection.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { contextPaths } from '../model/context-paths.ts';
import type { Model, Node } from '../model/types.ts';
import { valueAbove } from '../model/variables.ts';
import { parsedOf } from '../syntax/instruction.ts';
import { namedVariables } from '../syntax/named-variables.ts';
import type { ParsedInstruction } from '../syntax/types.ts';
import type { StepRecord } from './types.ts';

/** What finds a step again after edits elsewhere, and what tells that it is another now. */
export interface StepKey extends Pick<StepRecord, 'key' | 'place' | 'selection'> {
  readonly node: number;
  readonly variables: string;
}

/**
 * The keys of all steps, in the document's order. Two equal instructions of a stage are told apart by their number. A changed value of
 * a variable changes what COPY, ADD and WORKDIR say; of a RUN it is no part of the key, but told apart.
 */
export function stepKeys(model: Model, context: ContextSnapshot | undefined): readonly StepKey[] {
  const counts = new Map<string, number>();
  const numbered = (text: string): string => {
    const number = counts.get(text) ?? 0;
    counts.set(text, number + 1);
    return `${text} ${number}`;
  };
  return model.nodes
    .filter(({ kind }) => kind === 'layer')
    .map((node) => {
      const stage = node.stage === undefined ? undefined : model.stages[node.stage];
      const name = stage?.name?.toLowerCase() ?? `${stage?.index ?? 0}`;
      const { keyword } = node.instruction;
      return {
        node: node.index,
        key: numbered(`${name} ${digestOf([textOf(model, node)])}`),
        place: numbered(`${name} ${keyword}`),
        selection: selectionOf(node, context),
        variables: variablesOf(model, node),
      };
    });
}

/** More variables than these in one RUN are not told apart. */
const MAX_VARIABLES = 50;

/** The values of the variables that a RUN names, as ARGs and ENVs above it give them; empty where it names none. */
function variablesOf(model: Model, node: Node): string {
  const names = node.detail.kind === 'run' ? [...namedVariables(node.instruction.text)] : [];
  return names.length === 0
    ? ''
    : digestOf(
        names.slice(0, MAX_VARIABLES).map((name) => {
          const value = valueAbove(model, node, name);
          return value === undefined ? `${name}\n` : `${name}=${value}\n`;
        }),
      );
}

/** The instruction without what does not count: case of the keyword, blanks, comments within it. */
function textOf({ file }: Model, { instruction, detail }: Node): string {
  const said = saidBy(parsedOf(file, instruction));
  switch (detail.kind) {
    case 'copy': {
      const { sources, dest } = detail.copy;
      return JSON.stringify([instruction.keyword, said, sources.map(({ text }) => text), dest]);
    }
    case 'workdir':
      return JSON.stringify([instruction.keyword, detail.path]);
    default:
      return JSON.stringify([instruction.keyword, said]);
  }
}

function saidBy({ flags, args, heredocs, json }: ParsedInstruction): unknown {
  return [
    flags.map(({ text }) => text),
    args.map(({ text }) => text),
    heredocs.map(({ content }) => content),
    json,
  ];
}

/** Whether a step reads one of these paths of the context. */
export function readsAny(node: Node, context: ContextSnapshot, paths: ReadonlySet<string>): boolean {
  const { sources, options } = readsOf(node);
  return sources.some((source) => select(context, source, options).files.some(({ path }) => paths.has(path)));
}

/** The files and folders of the context whose names, modes and contents count for a step; none where the context is not known. */
export function readPaths(node: Node, context: ContextSnapshot | undefined): readonly string[] {
  const { sources, options } = readsOf(node);
  return context === undefined
    ? []
    : sources.flatMap((source) => {
        const { files, folders } = select(context, source, options);
        return [...files.map(({ path }) => path), ...folders];
      });
}

const memo = new WeakMap<ContextSnapshot, Map<string, string>>();

/**
 * Names, modes and sizes of what a step reads of the context, and the texts that are known of it; empty where it reads nothing, and
 * where that is not known (yet).
 */
function selectionOf(node: Node, context: ContextSnapshot | undefined): string {
  const { sources, options } = readsOf(node);
  if (context === undefined || sources.length === 0) {
    return '';
  }
  const key = JSON.stringify([sources, options]);
  const known = memo.get(context) ?? new Map<string, string>();
  memo.set(context, known);
  let digest = known.get(key);
  if (digest === undefined) {
    const said = described(context, sources, options);
    digest = said === undefined ? '' : digestOf(said);
    known.set(key, digest);
  }
  return digest;
}

function described(
  context: ContextSnapshot,
  sources: readonly string[],
  options: SelectionOptions,
): readonly string[] | undefined {
  const parts: string[] = [];
  for (const source of sources) {
    const { files, folders } = select(context, source, options);
    for (const path of folders) {
      parts.push(`${path}/ ${context.entries.get(path)?.mode ?? ''}\n`);
    }
    for (const { path } of files) {
      const { kind, size, mode } = context.entries.get(path) ?? {};
      if (kind === 'file' && size === undefined) {
        return undefined;
      }
      parts.push(`${path} ${kind ?? ''} ${size ?? ''} ${mode ?? ''} ${context.texts.get(path) ?? ''}\n`);
    }
  }
  return parts;
}

/** What a step reads of the build context. */
function readsOf({ detail }: Node): {
  readonly sources: readonly string[];
  readonly options: SelectionOptions;
} {
  if (detail.kind === 'copy') {
    const { parents, exclude } = detail.copy;
    return { sources: contextPaths(detail), options: { parents, exclude } };
  }
  const mounts = detail.kind === 'run' ? detail.mounts : [];
  const bound = mounts.filter(({ type, from }) => type === 'bind' && from.kind === 'context');
  return { sources: bound.map(({ source }) => source), options: {} };
}

/** Two independent 32-bit hashes of FNV's kind: nobody gains anything from texts that collide. */
function digestOf(parts: Iterable<string>): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (const text of parts) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      one = Math.imul(one ^ unit, 0x01000193);
      other = Math.imul(other ^ unit, 0x5bd1e995) ^ (other >>> 15);
    }
  }
  return `${(one >>> 0).toString(36)}-${(other >>> 0).toString(36)}`;
}
