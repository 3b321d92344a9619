import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { isLinkTo } from '../moving/commutes.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { shown } from '../moving/words.ts';
import { leadingVariable } from './leading-variables.ts';
import { cannotMove } from './movable.ts';
import type { Route } from './route.ts';
import type { LateInstall } from './types.ts';

/**
 * What keeps these installs from running before the sources, whatever their manifests are. `narrowed`: their mounts are part of
 * the plan, or show nothing of what moves.
 */
export function installObstacle(
  model: Model,
  installs: readonly LateInstall[],
  { narrowed }: { readonly narrowed: boolean },
): string | undefined {
  for (const { install, node, inputs } of installs) {
    if (install.obstacle !== undefined) {
      return install.obstacle;
    }
    const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
    if (!narrowed && inputs?.download === undefined && mounts.some(({ type }) => type === 'bind')) {
      return `${shown(node)} mounts files beside the copied ones`;
    }
  }
  return leadingVariable(model, installs);
}

/** What keeps the copies of a route from moving. */
export function routeObstacle(model: Model, context: ContextSnapshot, route: Route): string | undefined {
  for (const step of route.moving) {
    const reason = cannotMove(model, step, { context, directory: route.directory });
    if (reason !== undefined) {
      return reason;
    }
  }
  const [step] = route.moving;
  return step && (symlinkAbove(model, route.moving) ?? copiedAgain(model, step, route.last));
}

/** A RUN above the first of some copies that makes the destination of one a symlink, as a clause (domain.md 6.3, case 65). */
export function symlinkAbove(model: Model, steps: readonly CopyStep[]): string | undefined {
  const [first] = steps;
  const places = placesOf(model);
  const folders = [...new Set(steps.map(({ folder }) => folder))];
  const link =
    first &&
    model.nodes
      .slice(model.stages[first.stage]?.first, first.node.index)
      .find((node) =>
        folders.some((folder) => isLinkTo(model, node, places[node.index] ?? first.place, folder)),
      );
  return link && `${shown(link)} (line ${link.instruction.line}) makes the destination a symlink`;
}

function copiedAgain(model: Model, step: CopyStep, last: number): string | undefined {
  const again = model.nodes
    .slice(last + 1, model.stages[step.stage]?.end)
    .find((node) => node.detail.kind === 'copy' && sameCopy(node, step.node));
  return again && `the same files are copied again on line ${again.instruction.line}`;
}

function sameCopy(a: Node, b: Node): boolean {
  return (
    a.detail.kind === 'copy' &&
    b.detail.kind === 'copy' &&
    a.detail.copy.from.kind === 'context' &&
    a.detail.copy.resolvedDest === b.detail.copy.resolvedDest &&
    a.detail.copy.sources.map(({ text }) => text).join('\0') ===
      b.detail.copy.sources.map(({ text }) => text).join('\0')
  );
}
