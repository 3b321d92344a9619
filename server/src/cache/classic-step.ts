import { contextPath } from '../context/facts.ts';
import type { Read } from './definition.ts';
import type { Define } from './define.ts';
import { environmentKey } from './environment.ts';
import type { Setting } from './environment.ts';
import { isPath } from './is-path.ts';
import { readFrom } from './run-mounts.ts';
import { runWords } from '../model/run-words.ts';
import type { Detail, Node } from '../model/types.ts';
import type { ParsedInstruction } from '../syntax/types.ts';

/**
 * An instruction as the classic builder sees it: every one is a step on top of the one before and is compared by its text
 * with variables replaced (moby's internal/image/cache/compare.go; domain.md 1.3 and 2.2). An ARG counts as written, its
 * value only from the first RUN on; a COPY counts with its destination as written.
 */
export const classicStep: Define = (step, detail, { model, table, tracked, node }) => {
  const { stage, keyword, parsed, state } = step;
  const { own, reads } = ownOf(keyword, parsed, detail);
  const isRun = keyword === 'RUN';
  const words = isRun ? runWords(parsed, state).words : [];
  const args = isRun
    ? argumentsOf(tracked.environment.settings, (at) => isOfStage(model.nodes[at], stage))
    : '';
  const isWorkdir = keyword === 'WORKDIR';
  const text = isWorkdir ? tracked.workdir : own;
  return {
    node,
    stage,
    keyword,
    operation: table.key('classic', keyword, text, JSON.stringify(words), args),
    own: text,
    text: model.nodes[step.node]?.instruction.text ?? '',
    inherited: isRun ? { environment: environmentKey(tracked.environment, table) } : {},
    setters: tracked.setters,
    variables: tracked.environment.history,
    reads,
    linked: false,
    writesTo: isRun
      ? undefined
      : detail.kind === 'copy'
        ? [detail.copy.resolvedDest]
        : isWorkdir
          ? [text]
          : [],
    mayLink: keyword === 'ADD' || words.some((word) => /\bln\b/.test(word)),
  };
};

function ownOf(
  keyword: string,
  parsed: ParsedInstruction,
  detail: Detail,
): { readonly own: string; readonly reads: readonly Read[] } {
  const flags = parsed.flags.map(({ text }) => text).filter((text) => !text.startsWith('--from='));
  const words = parsed.args.map((arg) => arg.text);
  if (detail.kind === 'copy') {
    const { copy } = detail;
    const paths = copy.sources.filter((source) => isPath(source, copy));
    const others = copy.sources.filter((source) => !isPath(source, copy)).map(({ text }) => text);
    const selectors = paths.map(({ text }) => ({ source: contextPath(text), parents: false, exclude: [] }));
    return {
      own: JSON.stringify([flags, copy.dest, others]),
      reads: selectors.length > 0 ? [{ from: readFrom(copy.from), selectors }] : [],
    };
  }
  if (keyword === 'ARG') {
    return { own: JSON.stringify(parsed.pairs.map(({ name, value }) => [name, value])), reads: [] };
  }
  if (detail.kind === 'pairs') {
    return { own: JSON.stringify([flags, detail.pairs]), reads: [] };
  }
  if (detail.kind === 'expose') {
    return { own: JSON.stringify([...detail.tokens, ...detail.open].map(({ text }) => text)), reads: [] };
  }
  if (detail.kind === 'volumes') {
    return { own: JSON.stringify([flags, parsed.json, detail.paths]), reads: [] };
  }
  if (parsed.trigger !== undefined) {
    const { trigger } = parsed;
    const stored = trigger.parsed.args.map((arg) => arg.text);
    return {
      own: JSON.stringify([trigger.keyword, trigger.parsed.flags.map(({ text }) => text), stored]),
      reads: [],
    };
  }
  return {
    own: JSON.stringify([flags, parsed.json, detail.kind === 'text' ? detail.text : words]),
    reads: [],
  };
}

/** An ARG is forgotten at the next FROM (`ResetAllowed` in moby's builder/dockerfile); what ONBUILD triggers comes after. */
function isOfStage(node: Node | undefined, stage: number): boolean {
  return node?.stage === stage || node?.kind === 'trigger';
}

/** The ARGs of the stage with a value, sorted: what the builder puts in front of a RUN's command. */
function argumentsOf(variables: ReadonlyMap<string, Setting>, counts: (node: number) => boolean): string {
  const given: string[] = [];
  for (const [name, { kind, value, node }] of variables) {
    if (kind === 'ARG' && counts(node)) {
      given.push(`${name}=${value}`);
    }
  }
  return JSON.stringify(given.sort());
}
