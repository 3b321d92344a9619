import type { Model, Node } from '../../model/types.ts';
import { brokenArrayTitle } from '../words/broken-array-words.ts';
import { formOf, useOfCommand } from '../words/command-words.ts';
import { lostTitle } from '../words/lost-words.ts';
import { overriddenBy } from '../words/overridden.ts';
import { count, listed, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';
import { unsetTitle } from '../words/unset-words.ts';
import { directoryBelow, runsBelow } from '../words/user-steps.ts';
import { volumeWords } from '../words/volume-words.ts';
import { exposeParts } from './expose-parts.ts';

/** What a metadata instruction sets, who uses it, and what takes it back. */
export function metadataParts(analysis: Analysis, node: Node): string[] {
  const { model } = analysis;
  const { detail, instruction } = node;
  const lost = lostTitle(model, node);
  const classic = analysis.builder === 'classic';
  const broken = brokenArrayTitle(analysis, node);
  if (broken !== undefined) {
    return [broken, lost];
  }
  switch (instruction.keyword) {
    case 'ENV': {
      const names = detail.kind === 'pairs' ? detail.pairs.map((pair) => shorten(pair.name, 30)) : [];
      const steps = classic ? 0 : analysis.reach.withValue(node.index).steps;
      return [`sets ${listed(names, 3)}`, steps === 0 ? '' : `a new value reruns ${count(steps, 'step')}`];
    }
    case 'EXPOSE':
      return exposeParts(analysis, node, lost);
    case 'CMD':
      return [overridden(analysis, node) ?? commandTitle(model, node), lost];
    case 'ENTRYPOINT':
      return [
        overridden(analysis, node) ??
          (formOf(model, node) === 'none' ? 'takes away that of the base image' : 'what the container runs'),
        lost,
      ];
    case 'LABEL':
      return [
        count(detail.kind === 'pairs' ? detail.pairs.length : 0, 'label'),
        lost || (classic ? '' : 'rebuilds nothing'),
      ];
    case 'USER':
      return userParts(analysis, node, lost);
    case 'WORKDIR':
      return ['working directory /', unsetTitle(model, node)];
    case 'VOLUME':
      return [volumeTitle(node), lost];
    case 'SHELL':
      return ['shell of the shell-form instructions below'];
    case 'HEALTHCHECK':
      return [
        overridden(analysis, node) ??
          (textOf(node).toUpperCase() === 'NONE' ? 'no health check' : 'health check, runs in the container'),
        lost,
      ];
    case 'STOPSIGNAL':
      return [overridden(analysis, node) ?? `docker stop sends ${textOf(node)}`, lost];
    case 'MAINTAINER':
      return ['author', lost];
    default:
      return [];
  }
}

function commandTitle(model: Model, node: Node): string {
  const use = useOfCommand(model, node);
  switch (use.kind) {
    case 'runs':
      return 'what the container runs by default';
    case 'arguments':
      return 'what ENTRYPOINT gets as its arguments by default';
    case 'ignored':
      return `not used: ENTRYPOINT in line ${use.entrypoint.instruction.line} takes no arguments in shell form`;
  }
}

/** Who runs as a user: steps that the build runs, the container, or nobody that is known. */
function userParts(analysis: Analysis, node: Node, lost: string): string[] {
  const replaced = overridden(analysis, node);
  // Without a name it is root, as everywhere in Docker.
  const user = textOf(node) || 'root';
  const unset = unsetTitle(analysis.model, node);
  if (runsBelow(analysis.model, node)) {
    const container = lost === '' && replaced === undefined ? ' and the container run' : ' run';
    return [`RUN steps below${container} as ${user}`, unset];
  }
  if (replaced === undefined && lost === '') {
    return [`the container runs as ${user}`, unset];
  }
  const made = madeDirectory(analysis, node, user);
  return replaced !== undefined ? [made, replaced] : [made === '' ? 'no RUN step below' : made, lost];
}

/** To the classic builder a WORKDIR is root's (domain.md 1.3). */
function madeDirectory({ model, builder }: Analysis, node: Node, user: string): string {
  const workdir = builder === 'classic' ? undefined : directoryBelow(model, node);
  return workdir === undefined ? '' : `line ${workdir.instruction.line} creates its directory as ${user}`;
}

/** Which line takes this one's place in the image; undefined where none does. */
function overridden(analysis: Analysis, node: Node): string | undefined {
  const later = overriddenBy(analysis, node);
  const line = later === undefined ? undefined : analysis.model.nodes[later]?.instruction.line;
  return line === undefined ? undefined : `overridden by line ${line}`;
}

function volumeTitle({ detail }: Node): string {
  const paths = detail.kind === 'volumes' ? detail.paths.map((path) => shorten(path, 40)) : [];
  return volumeWords(paths, 3);
}

function textOf(node: Node): string {
  return node.detail.kind === 'text' ? shorten(node.detail.text, 40) : '';
}
