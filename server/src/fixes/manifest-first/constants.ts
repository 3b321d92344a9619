import type { Model, Node, Stage } from '../../model/types.ts';
import { fromChain } from '../../model/from-chain.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** Longer chains of stages built from each other are not followed up, nor are longer chains of variables. */
const MAX_STAGES = 64;
const MAX_REFERENCES = 3;

/**
 * The value that a variable of the environment has at a node, where the file alone says it: one ENV sets it, and no ARG, for which
 * a build may give another value, takes part in it. Undefined for all others.
 */
export function constantAt(model: Model, node: Node, name: string, hops = 0): string | undefined {
  const setting = settingAt(model, node, name);
  const written = setting?.written ?? '$';
  const references = [...written.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)];
  const isConstant =
    written.split('$').length - 1 === references.length &&
    references.length + hops <= MAX_REFERENCES &&
    references.every(
      ([, braced, plain]) =>
        setting !== undefined &&
        constantAt(model, setting.node, braced ?? plain ?? '', hops + 1) !== undefined,
    );
  return isConstant ? setting?.value : undefined;
}

/** The one instruction that sets a variable above a node; undefined for none and for several. */
function settingAt(model: Model, node: Node, name: string): Setting | undefined {
  const chain = fromChain(model, node.stage, MAX_STAGES + 1);
  const settings = settingsOf(model);
  const found = chain.flatMap((stage) => settings.get(stage)?.get(name) ?? []);
  const above = found.filter((setting) => setting.node.index < node.index);
  return above.length === 1 && chain.length <= MAX_STAGES ? above[0] : undefined;
}

/** Where a stage sets a variable. */
interface Setting {
  /** The first instruction that does. */
  readonly node: Node;
  /** The value as it is written, and what becomes of it; undefined for an ARG and for what is set again. */
  readonly written: string | undefined;
  readonly value: string | undefined;
}

/** What each stage sets itself, by name. */
const settingsOf = rememberedWith((model: Model): ReadonlyMap<Stage, ReadonlyMap<string, Setting>> => {
  const stages = new Map<Stage, Map<string, Setting>>();
  for (const stage of model.stages) {
    const own = new Map<string, Setting>();
    stages.set(stage, own);
    for (let index = stage.first; index < stage.end; index++) {
      const node = model.nodes[index];
      if (node?.detail.kind === 'pairs' && node.instruction.keyword !== 'LABEL') {
        noteSettings(model, node, own);
      }
    }
  }
  return stages;
});

function noteSettings(model: Model, node: Node, own: Map<string, Setting>): void {
  const written = parsedOf(model.file, node.instruction).pairs;
  for (const [index, { name, value }] of (node.detail.kind === 'pairs' ? node.detail.pairs : []).entries()) {
    const first = own.get(name);
    const isEnv = node.instruction.keyword === 'ENV' && first === undefined;
    own.set(name, {
      node: first?.node ?? node,
      written: isEnv ? written[index]?.value : undefined,
      value: isEnv ? value : undefined,
    });
  }
}
