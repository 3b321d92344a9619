import { settingAbove } from '../../../model/variables.ts';
import type { Model, Position } from '../../../model/types.ts';
import { parsedOf } from '../../../syntax/instruction.ts';

/** Longer chains of variables are not followed up. */
const MAX_REFERENCES = 3;

/**
 * The value that a variable of the environment has at a node, where the file alone says it: one ENV sets it, and no ARG, for which
 * a build may give another value, takes part in it. Undefined for all others.
 */
export function constantAt(model: Model, at: Position, name: string, hops = 0): string | undefined {
  const setting = settingAbove(model, at, name);
  if (setting?.node.instruction.keyword !== 'ENV' || setting.before !== undefined) {
    return undefined;
  }
  const { node, pair, value } = setting;
  const written = parsedOf(model.file, node.instruction).pairs[pair]?.value ?? '$';
  const references = [...written.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)];
  const isConstant =
    written.split('$').length - 1 === references.length &&
    references.length + hops <= MAX_REFERENCES &&
    references.every(
      ([, braced, plain]) => constantAt(model, node, braced ?? plain ?? '', hops + 1) !== undefined,
    );
  return isConstant ? value : undefined;
}
