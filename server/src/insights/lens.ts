import { hasContent } from './content.ts';
import { lensWords } from './lens-words.ts';
import { publishFlags, dockerRunCommand } from './docker-run.ts';
import { isShipped } from './stage-words.ts';
import type { Analysis, Lens, LensPart } from './types.ts';
import type { Builder } from '../cache/types.ts';
import type { Node, Stage } from '../model/types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';

/**
 * One lens a line, in document order: one for every instruction, and one for every line that looks like an instruction but
 * is part of the one above, so that nothing disappears while someone types a `\`. Positions depend on the text alone.
 */
export function lenses(analysis: Analysis): readonly Lens[] {
  return lensesByStage(analysis).flat();
}

/**
 * The same, a list for what stands above the first FROM and one for each stage. A list that says what one of an earlier analysis
 * said, at the same places, is that very list.
 */
export function lensesByStage(analysis: Analysis): readonly (readonly Lens[])[] {
  const { nodes, stages } = analysis.model;
  const bases = new Set(stages.map(({ base }) => (base.kind === 'stage' ? base.stage : undefined)));
  const lensesIn = (first: number, end?: number): readonly Lens[] =>
    nodes.slice(first, end).flatMap((node) => lensesOf(analysis, node));
  return [
    lensesIn(0, stages[0]?.first),
    ...stages.map((stage) => {
      const make = (): readonly Lens[] => lensesIn(stage.first, stage.end);
      return stage.role === 'shipped' || bases.has(stage.index) ? make() : kept(analysis, stage, make);
    }),
  ];
}

/** What was made of stages, with what it depends on besides them. */
const remembered: (
  stage: Stage,
  ...given: readonly [builder: Builder, target: number | undefined, context: unknown, history: unknown]
) => { lenses?: readonly Lens[] } = rememberedWith(() => ({}));

/**
 * Those of a stage that is neither shipped nor built upon: nothing below it counts, so they are what they were as long as the
 * stage is the same object (`buildModelAgain`).
 */
function kept(analysis: Analysis, stage: Stage, make: () => readonly Lens[]): readonly Lens[] {
  const { builder, model, facts, history } = analysis;
  const held = remembered(stage, builder, model.target, facts.context, history);
  return (held.lenses ??= make());
}

function lensesOf(analysis: Analysis, node: Node): readonly Lens[] {
  const { swallowed } = node.instruction;
  return [lensOf(analysis, node), ...swallowed.map((line) => swallowedLens(analysis, node, line))];
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
  const command = copyCommand(analysis, node);
  if (command !== undefined) {
    parts.push({
      text: `Copy docker run ${publishTitle(analysis)}`,
      tooltip: `Puts “${command}” on the clipboard.`,
      action: { kind: 'copy', text: command },
    });
  }
  return { line, offset: start, step: node.kind === 'layer' || node.kind === 'base', parts };
}

function copyCommand({ model }: Analysis, node: Node): string | undefined {
  return node.detail.kind === 'expose' && isShipped(model, node.stage) ? dockerRunCommand(model) : undefined;
}

/** At most three ports are named in the lens; the clipboard gets all of them. */
function publishTitle({ model }: Analysis): string {
  const flags = publishFlags(model);
  return flags.length > 3 ? `${flags.slice(0, 3).join(' ')} …` : flags.join(' ');
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
