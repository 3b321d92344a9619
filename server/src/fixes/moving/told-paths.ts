import type { ContextSnapshot } from '../../context/types.ts';
import { variablesOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove, variableNames } from '../../model/variables.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { selectionOf, type CopyStep, type ImagePath } from './copy-step.ts';
import { resolvedFrom } from './image-paths.ts';
import { isReadName } from './installer-variables.ts';
import { namedSource } from './landing.ts';
import { placesOf } from './places.ts';

/** A path that a command is told, which may be there or not. */
export interface ToldPath {
  /** As it is written. */
  readonly value: string;
  readonly path: ImagePath;
  /** The variable that holds it; undefined for an option. */
  readonly variable: string | undefined;
}

/**
 * What a command of a RUN may be told to use, as it is written: the value of an option (`apt-get -c apt.conf`), of a variable in front
 * of it, or of one above that package managers read (`ENV PIP_CONSTRAINT=constraints.txt`). Empty where its directory is not known.
 */
export function toldPaths(model: Model, node: Node, part: RunPart): readonly ToldPath[] {
  const place = placesOf(model)[node.index];
  if (place === undefined || part.directory === undefined) {
    return [];
  }
  const directory = resolvedFrom({ path: place.directory, anchored: place.anchored }, part.directory);
  const told = (values: readonly string[], variable?: string): readonly ToldPath[] =>
    values.map((value) => ({ value, path: resolvedFrom(directory, value), variable }));
  return [
    ...part.command.words
      .slice(1)
      .flatMap(({ text }, at, words) => told(valuesIn(text, words[at - 1]?.text))),
    ...[...variablesOf(part.command)].flatMap(([name, value]) => told(pathsIn(value), name)),
    ...namesRead(model).flatMap((name) => told(pathsIn(valueAbove(model, node, name) ?? ''), name)),
  ];
}

const namesRead = rememberedWith((model: Model) =>
  variableNames(model).filter((name) => isReadName(name) && !NO_PATHS.test(name)),
);

/** Variables that hold the name of a user, a mode, a place or a version: `NODE_ENV=test` is no folder, whatever lies there. */
const NO_PATHS =
  /^(user|logname|lang|language|lc_.*|tz|term|ci|debian_.*|debconf_.*|accept_eula|.*_proxy|node_env|\w+_version)$/i;

/** The paths that a word may name which is an option with its value, or stands behind an option. */
function valuesIn(word: string, before: string | undefined): readonly string[] {
  const isValue = before?.startsWith('-') === true && !FLAG.test(before) && !word.startsWith('-');
  return isValue || /^-.*=|^[\w:.-]+=|file:/.test(word) ? pathsIn(word) : [];
}

/** Options that take no value, behind which names of packages often stand. */
const FLAG =
  /^(-[yqgnU]+|--(yes|assume-?yes|quiet|global|update|upgrade|user|system|no-.*|force.*|allow-.*))$/;

/** What may be a path in a value; package managers part their lists by blanks, commas, colons and equals signs. */
export function pathsIn(value: string): readonly string[] {
  return value
    .replace(/["'\\\]]/g, '')
    .replace(/\bfile:(\/\/)?/g, ' ')
    .split(/[\s,:;=]+/)
    .map((word) => word.replace(/^-[A-Z](?=[./])/, ''))
    .filter((word) => /^[\w./-]*[\w/]$/.test(word) && !word.startsWith('-') && !word.startsWith('//'));
}

/** Whether a copy brings something to a path, or below it, for certain. */
export function bringsPath(step: CopyStep, path: ImagePath, context: ContextSnapshot | undefined): boolean {
  if (step.anchored !== path.anchored || !isWithin(path.path, step.folder)) {
    return false;
  }
  if (context === undefined || step.copy.from.kind !== 'context') {
    return namedSource(step, path) !== undefined;
  }
  const below = path.path.slice(step.folder === '/' ? 1 : step.folder.length + 1);
  return (
    below !== '' &&
    step.copy.sources.some((source) =>
      selectionOf(step, source, context)?.files.some(({ to }) => isWithin(to, below)),
    )
  );
}
