import { blockOf, lineEndOf } from '../../fixes/moving/blocks.ts';
import { code } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { exposeWords, type ExposeWord } from '../../ports/host-parts.ts';
import { chainOf, nodesOf } from '../../ports/listens/stage-chain.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import type { Finding, Rule } from '../types.ts';
import { firstByKey } from '../first-by-key.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'ports/unset-variable';

/** EXPOSE of a variable that nothing sets: it exposes nothing, and no error says so (domain.md 5.1). */
export const unsetVariable: Rule = {
  id: ID,
  summary: 'EXPOSE of a variable that nothing sets, which exposes nothing',
  defaultSeverity: 'warning',
  since: '0.1.0',
  check: ({ model }) => unset(model).map(({ finding }) => finding),
  fixes({ model }, { node, key }) {
    const found = unsetByKey(model).get(keyOf({ node, key }));
    if (found?.global !== true) {
      return [];
    }
    const { start, indent } = blockOf(model.file, found.node);
    const newText = `${indent}ARG ${found.name}${lineEndOf(model.file, found.node.instruction)}`;
    return [
      {
        title: `Add ARG ${found.name} (review: the image then exposes its port)`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits: [{ start, end: start, newText }] }],
      },
    ];
  },
};

function keyOf({ node, key }: Pick<Finding, 'node' | 'key'>): string {
  return `${node} ${key}`;
}

interface Unset {
  readonly finding: Finding;
  readonly node: Node;
  readonly name: string;
  /** True where an ARG above the first FROM has a value for it. */
  readonly global: boolean;
}

const unsetByKey = rememberedWith((model: Model) =>
  firstByKey(unset(model), ({ finding }) => keyOf(finding)),
);

function unset(model: Model): readonly Unset[] {
  const stages = new Map<number, ReadonlyMap<string, number> | undefined>();
  return model.nodes.flatMap((node) => {
    const { stage, detail } = node;
    const open = detail.kind === 'expose' ? detail.open.map(({ span }) => span.start) : [];
    const words = exposeWords(model.file, node).filter(
      ({ argument, tokens }) => tokens.length === 0 && !open.includes(argument.span.start),
    );
    if (words.length === 0 || stage === undefined) {
      return [];
    }
    const names = stages.has(stage) ? stages.get(stage) : declared(model, stage);
    stages.set(stage, names);
    return names === undefined ? [] : words.flatMap((word) => unsetAt(model, node, word, names));
  });
}

function unsetAt(
  model: Model,
  node: Node,
  { argument: { text, span } }: ExposeWord,
  names: ReadonlyMap<string, number>,
): readonly Unset[] {
  const [, plain, braced] = /^"?\$(?:(\w+)|\{(\w+)\})"?$/.exec(text) ?? [];
  const name = plain ?? braced;
  if (name === undefined || (names.get(name) ?? node.index) < node.index) {
    return [];
  }
  const global = isGlobal(model, name);
  const why = global ? ', and the ARG above FROM counts only once the stage names it' : '';
  const { start } = node.instruction;
  const finding: Finding = {
    rule: ID,
    node: node.index,
    span: { start: start + span.start, end: start + span.end },
    message: `${code(`EXPOSE ${text}`)} exposes nothing: no ARG or ENV above it sets ${name} in this stage${why}. ${global ? `Add ${code(`ARG ${name}`)}` : 'Name the port'}.`,
    related: [],
    key: `${name} ${span.start}`,
  };
  return [{ finding, node, name, global }];
}

/**
 * The variables that a stage sets, itself or through those that it is built from, with the first node that does; undefined where
 * a trigger may bring others.
 */
function declared(model: Model, stage: number): ReadonlyMap<string, number> | undefined {
  const chain = chainOf(model, stage);
  if (chain.some(({ triggered }) => triggered.length > 0)) {
    return undefined;
  }
  const names = new Map<string, number>();
  for (const { index, instruction } of nodesOf(model, chain)) {
    if (instruction.keyword === 'ARG' || instruction.keyword === 'ENV') {
      for (const { name } of parsedOf(model.file, instruction).pairs) {
        // A name may hold a variable itself.
        if (name.includes('$')) {
          return undefined;
        }
        names.set(name, Math.min(index, names.get(name) ?? index));
      }
    }
  }
  return names;
}

/** An ARG above the first FROM whose value is one port. */
function isGlobal({ nodes, file, stages }: Model, name: string): boolean {
  return nodes
    .slice(0, stages[0]?.first ?? 0)
    .some(
      ({ instruction }) =>
        instruction.keyword === 'ARG' &&
        parsedOf(file, instruction).pairs.some(
          (pair) => pair.name === name && /^"?\d+(\/\w+)?"?$/.test(pair.value ?? ''),
        ),
    );
}
