import { hasContent } from '../content.ts';
import { lensWords } from './lens-words.ts';
import { dockerRun } from '../ports/docker-run.ts';
import type { DockerRun } from '../ports/docker-run.ts';
import { isPublished } from '../ports/publish-choices.ts';
import { maybeOf } from '../../model/maybe-stages.ts';
import { isTemplate } from '../../model/template.ts';
import { isRefused } from '../words/refused-words.ts';
import { isShipped, roleTitle } from '../words/stage-words.ts';
import type { Analysis, Lens, LensPart } from '../types.ts';
import type { Builder } from '../../cache/types.ts';
import type { Node, Stage } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/**
 * One lens a line, in document order: one for every instruction, and one for every line that looks like an instruction but
 * is part of the one above, so that nothing disappears while someone types a `\`. Where the build stops before the first FROM, none
 * below that until the first FROM. Positions depend on the text, and on where it is being written, alone.
 */
export function lenses(analysis: Analysis): readonly Lens[] {
  return lensesByStage(analysis).flatMap(({ make }) => make());
}

/** The lenses of what stands above the first FROM, or of one stage. */
export interface StageLenses {
  /**
   * The same object for as long as `make` says the same, at the same places: what was made of those lenses holds, often in later
   * analyses, too.
   */
  readonly key: object;
  readonly make: () => readonly Lens[];
}

/** The same, stage by stage. None of a template: what BuildKit will get is not known. */
export function lensesByStage(analysis: Analysis): readonly StageLenses[] {
  if (isTemplate(analysis.model)) {
    return [];
  }
  const { nodes, stages } = analysis.model;
  const bases = new Set(
    stages.flatMap((stage) => (stage.base.kind === 'stage' ? [stage.base.stage] : maybeOf(stage))),
  );
  const lensesIn = (first: number, end?: number): readonly Lens[] => {
    const found: Lens[] = [];
    for (const node of nodes.slice(first, end)) {
      found.push(lensOf(analysis, node));
      for (const line of node.instruction.swallowed) {
        found.push(swallowedLens(analysis, node, line));
      }
      // What stands below belongs to no stage: that is told once.
      if (node.stage === undefined && isRefused(analysis, node)) {
        break;
      }
    }
    return found;
  };
  const { builder, model, facts, history } = analysis;
  return [
    { key: ownKey(analysis, -1), make: () => lensesIn(0, stages[0]?.first) },
    ...stages.map((stage) => ({
      // Of a stage that is neither shipped nor built upon, nothing below counts.
      key:
        stage.role === 'shipped' || bases.has(stage.index)
          ? ownKey(analysis, stage.index)
          : keyOf(
              stage,
              builder,
              model.target,
              roleTitle(model, stage, builder),
              facts.context,
              history,
              isWrittenIn(analysis, stage),
            ),
      make: () => lensesIn(stage.first, stage.end),
    })),
  ];
}

function ownKey(analysis: Analysis, stage: number): object {
  const keys = ownKeys(analysis);
  const key = keys.get(stage) ?? {};
  keys.set(stage, key);
  return key;
}

/** Of stages whose lenses hold for one analysis, by index. */
const ownKeys: (analysis: Analysis) => Map<number, object> = rememberedWith(() => new Map<number, object>());

/** Stages are the same objects as long as nothing in them or above them has changed (`buildModelAgain`). */
const keyOf: (
  stage: Stage,
  ...given: readonly [
    builder: Builder,
    target: number | undefined,
    role: string,
    context: unknown,
    history: unknown,
    isWritten: boolean,
  ]
) => object = rememberedWith(() => ({}));

function isWrittenIn({ model: { nodes }, facts: { writing } }: Analysis, { first, end }: Stage): boolean {
  const start = nodes[first]?.instruction.start ?? 0;
  return writing !== undefined && start <= writing && writing <= (nodes[end - 1]?.instruction.end ?? start);
}

function lensOf(analysis: Analysis, node: Node): Lens {
  const { start, line } = node.instruction;
  const { text, tooltip, drags } = lensWords(analysis, node);
  const kind = hasContent(analysis, node) ? 'files' : 'explain';
  const parts: LensPart[] = [{ text, tooltip, action: { kind, offset: start } }];
  if (drags !== undefined) {
    const question = 'Shows which steps run again, and why.';
    parts.push({ text: drags, tooltip: question, action: { kind: 'whatIf', offset: start } });
  }
  const run =
    documentsPorts(node) && isShipped(analysis.model, node.stage) && !isPublished(analysis, node)
      ? dockerRun(analysis.facts)
      : undefined;
  if (run !== undefined) {
    parts.push({
      text: `Copy docker run ${flagsTitle(run)}`,
      tooltip: copyTooltip(run),
      action: { kind: 'copy', text: run.command },
    });
  }
  return { line, offset: start, step: node.kind === 'layer' || node.kind === 'base', parts };
}

/** Not where BuildKit refuses one of them, so that there is no image to run. */
function documentsPorts({ detail }: Node): boolean {
  return (
    detail.kind === 'expose' &&
    detail.tokens.every(({ error }) => error === undefined) &&
    detail.tokens.length + detail.open.length > 0
  );
}

/** At most three ports are named in the lens; the clipboard gets all of them. */
function flagsTitle({ mappings }: DockerRun): string {
  const flags = mappings.slice(0, 3).map((mapping) => `-p ${mapping}`);
  return mappings.length > 3 ? `${flags.join(' ')} …` : flags.join(' ');
}

/** With what stands between the command and the program. */
function copyTooltip({ command, elsewhere, loopback }: DockerRun): string {
  return [
    `Puts “${command}” on the clipboard: IMAGE stands for the name of your image.`,
    elsewhere === undefined
      ? ''
      : `EXPOSE does not name ${elsewhere.port}, on which ${elsewhere.listener.program} listens.`,
    loopback === undefined
      ? ''
      : `No published port reaches ${loopback.program} before it listens on 0.0.0.0.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function swallowedLens({ model }: Analysis, node: Node, line: number): Lens {
  const lineStart = model.file.lineStarts[line - 1] ?? node.instruction.start;
  return {
    line,
    offset: lineStart,
    step: node.kind === 'layer',
    parts: [
      {
        text: `Part of ${node.instruction.keyword} (line ${node.instruction.line}): the line above ends with ${model.file.escape}`,
        tooltip:
          'A line that ends with the escape character goes on in the next line, whatever that line says.',
        action: { kind: 'explain', offset: node.instruction.start },
      },
    ],
  };
}
