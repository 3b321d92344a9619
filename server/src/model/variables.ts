import { countWhile } from '../syntax/ascending.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import { lookUp, newScope, type Scope } from './scope.ts';
import type { Model, Node, Position } from './types.ts';

/** One variable of an ARG or ENV in a stage. */
export interface Setting {
  readonly node: Node;
  /** Its place among the pairs of the instruction. */
  readonly pair: number;
  /** What the variable holds from here on. */
  readonly value: string | undefined;
  /** The one of the same name before it, in the stage or in one that it is built FROM. */
  readonly before: Setting | undefined;
}

/**
 * The value that ARGs and ENVs above an instruction give a variable, in its stage or in those that it is built FROM: the later one
 * wins, whichever it is (domain.md, correction 7), and one without a value leaves it as it is. Undefined where none gives it a value:
 * what a build gives an ARG, what the base image holds and what a trigger of ONBUILD sets is not known here.
 */
export function valueAbove(model: Model, position: Position, name: string): string | undefined {
  return settingAbove(model, position, name)?.value;
}

/** The names that ARGs and ENVs of a file's stages set, in the order in which they first stand there. */
export const variableNames = rememberedWith((model: Model): readonly string[] => {
  const names = new Set<string>();
  for (const { own } of scopesOf(model)) {
    for (const name of own.keys()) {
      names.add(name);
    }
  }
  return [...names];
});

/** The last ARG or ENV above an instruction that names a variable, with or without a value; undefined for none. */
export function settingAbove(model: Model, position: Position, name: string): Setting | undefined {
  const scope = position.stage === undefined ? undefined : scopesOf(model)[position.stage];
  // Those of its own stage, else of the nearest one below, all of which stand above it.
  const settings = (scope && lookUp(scope, name)) ?? [];
  const above = countWhile(settings, ({ node }) => node.index < position.index);
  return above > 0 ? settings[above - 1] : settings[0]?.before;
}

/** What each stage sets itself, by name and in order, on top of the stage that it is built FROM. */
const scopesOf = rememberedWith((model: Model): readonly Scope<readonly Setting[]>[] => {
  const scopes: Scope<Setting[]>[] = [];
  for (const { base, first, end } of model.stages) {
    const scope = newScope(base.kind === 'stage' ? scopes[base.stage] : undefined);
    scopes.push(scope);
    for (let index = first; index < end; index++) {
      const node = model.nodes[index];
      if (node?.detail.kind === 'pairs' && node.instruction.keyword !== 'LABEL') {
        for (const [pair, { name, value }] of node.detail.pairs.entries()) {
          const known = lookUp(scope, name);
          const before = known?.at(-1);
          const setting = { node, pair, value: value ?? before?.value, before };
          if (known !== undefined && before?.node.stage === node.stage) {
            known.push(setting);
          } else {
            scope.own.set(name, [setting]);
          }
        }
      }
    }
  }
  return scopes;
});
