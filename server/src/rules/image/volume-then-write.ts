import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { code, shown } from '../../fixes/moving/words.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import { pathCommands, type PathCommand } from '../size/path-commands.ts';
import type { Finding, Rule } from '../types.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

const ID = 'image/volume-then-write';

/**
 * The classic builder runs a RUN as a container with the volumes declared so far, and commits the container without them. It
 * copies into the layer itself, so COPY is not affected (builder/dockerfile/internals.go, performCopy; domain.md 1.1, VOLUME).
 */
export const volumeThenWrite: Rule = {
  id: ID,
  summary: 'a RUN changes files below a path that VOLUME has declared, which the classic builder throws away',
  defaultSeverity: 'information',
  since: '0.1.0',
  overlooks: new Set([...CONFIGURATION].filter((keyword) => keyword !== 'VOLUME')),
  check({ model, builder }) {
    return builder === 'classic'
      ? model.stages.filter(({ role }) => role === 'shipped').flatMap((stage) => inStage(model, stage))
      : [];
  },
  fixes: () => [],
};

/** Of a stage built FROM another one, the volumes that it declares itself count. */
function inStage(model: Model, { first, end }: Stage): readonly Finding[] {
  const found: Finding[] = [];
  const volumes = new Map<string, Node>();
  for (const node of model.nodes.slice(first + 1, end)) {
    const { detail } = node;
    if (detail.kind === 'volumes') {
      for (const path of detail.paths.filter((text) => /^\/./.test(text))) {
        volumes.set(withoutTrailing(path, '/'), node);
      }
    }
    const commands = volumes.size === 0 ? [] : pathCommands(model, node);
    const volume = commands
      .flatMap(({ name, paths }) => paths.map((path) => ({ name, ...path })))
      .map((written) => volumeOf(written, volumes))
      .find((path) => path !== undefined);
    const declared = volume === undefined ? undefined : volumes.get(volume);
    if (volume !== undefined && declared !== undefined) {
      found.push(findingOf(node, volume, declared));
    }
  }
  return found;
}

/** The volume that holds a path. The volume's own folder is there already, so that mkdir does not change it. */
function volumeOf(
  { name, path, anchored }: PathCommand['paths'][number] & { readonly name: string },
  volumes: ReadonlyMap<string, Node>,
): string | undefined {
  for (let at = anchored ? path : ''; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (volumes.has(at)) {
      return name === 'mkdir' && at === path ? undefined : at;
    }
  }
  return undefined;
}

function findingOf(node: Node, path: string, volume: Node): Finding {
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `What ${shown(node)} (line ${node.instruction.line}) changes below ${code(path)} is lost: ${shown(volume)} (line ${volume.instruction.line}) stands above it, and the classic builder throws away what a RUN writes into a volume. Declare the volume below.`,
    related: [{ span: firstLineOf(volume), message: `Makes ${path} a volume of the RUNs below.` }],
    key: `volume:${path}`,
  };
}
