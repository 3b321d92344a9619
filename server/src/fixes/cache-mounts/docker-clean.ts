import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import type { Base, Model, Node } from '../../model/types.ts';
import { anyOf } from '../any-of.ts';
import type { TextEdit } from '../types.ts';

/** What turns off that the images of Debian and Ubuntu delete every package behind its install (Docker's own reference). */
export const DOCKER_CLEAN = 'rm -f /etc/apt/apt.conf.d/docker-clean';

/** `apt`, other than `apt-get`, deletes what it has installed by itself. */
const KEEP = `echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' > /etc/apt/apt.conf.d/keep-cache`;

/**
 * Puts that in front of the first command of apt in a RUN; undefined where this can't run it, or as another user. `own`: its commands
 * that download.
 */
export function withoutDockerClean(parts: readonly RunPart[], own: readonly RunPart[]): TextEdit | undefined {
  const first = parts.find((part) => part.ecosystem === 'apt');
  if (
    first === undefined ||
    first.command.depth > 0 ||
    first.command.conditional ||
    first.command.join === '|'
  ) {
    return undefined;
  }
  const isSudo = first.command.words[0]?.text === 'sudo';
  const usesApt = own.some(({ command }) => commandOf(command)?.name === 'apt');
  if (isSudo && usesApt) {
    return undefined;
  }
  const { start } = first.command.span;
  const newText = `${isSudo ? 'sudo ' : ''}${DOCKER_CLEAN} && ${usesApt ? `${KEEP} && ` : ''}`;
  return { start, end: start, newText };
}

/** True when a RUN above, or this one, has dealt with docker-clean already. */
export function isCleanOff(model: Model, node: Node): boolean {
  return dealsWithClean(node) || anyOf(nodesAbove(model, node), dealsWithClean);
}

/**
 * Tells of RUNs, in document order, where docker-clean is there for certain: that of a known base image, which nothing above or in the
 * RUN may have taken out. One RUN of a stage is told, and of those built from it: once it is out there, it is for those below.
 */
export function dockerCleanIn({ nodes, stages }: Model): (node: Node) => boolean {
  const stands: boolean[] = [];
  let next = 0;
  return (asked) => {
    for (; next <= asked.index; next++) {
      const node = nodes[next];
      const stage = node?.stage;
      if (node === undefined || stage === undefined) {
        continue;
      }
      if (node.instruction.keyword === 'FROM') {
        const base = stages[stage]?.base;
        stands[stage] = base?.kind === 'stage' ? stands[base.stage] === true : isOfDebian(base);
      } else if (dealsWithClean(node) || mayBringSettings(node)) {
        stands[stage] = false;
      }
    }
    const stage = asked.stage ?? stages.length;
    const isThere = stands[stage] === true;
    stands[stage] = false;
    return isThere;
  };
}

function isOfDebian(base: Base | undefined): boolean {
  return (
    base?.kind === 'image' &&
    base.maybe === undefined &&
    base.name !== undefined &&
    OF_DEBIAN.has(familiarName(base.name))
  );
}

/** Docker's own images that are Debian's or Ubuntu's wherever they have apt. */
const OF_DEBIAN: ReadonlySet<string> = new Set(
  'buildpack-deps debian eclipse-temurin golang maven nginx node openjdk php python ruby rust ubuntu'.split(
    ' ',
  ),
);

/** By its name, by the option that keeps packages, or with all other settings of apt. */
function dealsWithClean({ instruction: { keyword, text } }: Node): boolean {
  return keyword === 'RUN' && DEALS.test(text);
}

const DEALS = /docker-clean|Keep-Downloaded|Post-Invoke|apt\.conf\.d\/?(?:[*"']|\s|$)/;

/** A copy into the folder of apt's settings, or into one around it, may bring what it likes. */
function mayBringSettings({ detail }: Node): boolean {
  const dest = detail.kind === 'copy' ? detail.copy.resolvedDest : undefined;
  return dest !== undefined && (isWithin(SETTINGS, dest) || isWithin(dest, SETTINGS));
}

const SETTINGS = '/etc/apt';
