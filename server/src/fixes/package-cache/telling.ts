import type { RunPart } from '../../ecosystems/run-part.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import type { Call } from './call.ts';
import type { Keeper } from './keeper.ts';

/** A command that fills a cache. */
interface Filling {
  readonly part: RunPart;
  readonly call: Call;
}

/**
 * The command that says most of what is kept: an install by manifests before one by names. Undefined where no command is worth a
 * word: one that may not run, one that has no manifest to install by, and one that brings the package manager itself alone, which is
 * a file of 2 MB.
 */
export function tellingOf<T extends Filling>(
  { itself = [] }: Keeper,
  fills: readonly T[],
  withoutManifest: () => ReadonlySet<RunPart>,
): T | undefined {
  const worth = fills.filter(
    ({ part, call }) =>
      runsInAnyCase(part) &&
      !isOnly(itself, part, call) &&
      !(part.role === 'install' && call.operands.length === 0 && withoutManifest().has(part)),
  );
  return worth.find(({ part }) => part.role !== 'packages') ?? worth[0];
}

/** Whether a command installs packages by name, and none but these. */
function isOnly(names: readonly string[], { role }: RunPart, { operands }: Call): boolean {
  return role === 'packages' && operands.every((operand) => names.includes(nameIn(operand)));
}

/** A package's name without its version, and without quotes around it. */
function nameIn(operand: string): string {
  return /^["']?([\w.-]+)(?=$|[=<>!~@;\s"'])/.exec(operand)?.[1] ?? '';
}
