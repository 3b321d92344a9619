import type { ContextSnapshot } from '../../context/types.ts';
import { variablesOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { Model } from '../../model/types.ts';
import { valueAbove, variableNames } from '../../model/variables.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import { selectionOf, type CopyStep, type ImagePath } from '../moving/copy-step.ts';
import { resolvedFrom } from '../moving/image-paths.ts';
import { namedSource } from '../moving/landing.ts';
import { placesOf } from '../moving/places.ts';
import { isReadName } from './installer-variables.ts';
import type { MovedRun } from './way.ts';

/**
 * What of the files that copies bring the commands of a RUN use, as it is written: the value of an option (`apt-get -c apt.conf`), of a
 * variable in front of them, or of one above that package managers read (`ENV PIP_CONSTRAINT=constraints.txt`). Undefined where none
 * of these leads to a file or a folder which is known to be brought.
 */
export function fileUsed(
  model: Model,
  { node, steps }: MovedRun,
  {
    copies,
    context,
  }: { readonly copies: readonly CopyStep[]; readonly context: ContextSnapshot | undefined },
): string | undefined {
  const place = placesOf(model)[node.index];
  const brings = (path: ImagePath): boolean => copies.some((step) => bringsPath(step, path, context));
  for (const { part } of steps) {
    const directory =
      place && part.directory !== undefined
        ? resolvedFrom({ path: place.directory, anchored: place.anchored }, part.directory)
        : undefined;
    const values = [
      ...part.command.words.slice(1).flatMap(({ text }, at, words) => valuesIn(text, words[at - 1]?.text)),
      ...[...variablesOf(part.command).values()].flatMap(pathsIn),
      ...namesRead(model).flatMap((name) => pathsIn(valueAbove(model, node, name) ?? '')),
    ];
    const used = directory && values.find((value) => brings(resolvedFrom(directory, value)));
    if (used !== undefined) {
      return used;
    }
  }
  return undefined;
}

const namesRead = rememberedWith((model: Model) => variableNames(model).filter(isReadName));

/** The paths that a word may name which is an option with its value, or stands behind an option. */
function valuesIn(word: string, before: string | undefined): readonly string[] {
  const isValue = before?.startsWith('-') === true && !FLAG.test(before) && !word.startsWith('-');
  return isValue || /^-.*=|^[\w:.-]+=|file:/.test(word) ? pathsIn(word) : [];
}

/** Options that take no value, behind which names of packages often stand. */
const FLAG =
  /^(-[yqgnU]+|--(yes|assume-?yes|quiet|global|update|upgrade|user|system|no-.*|force.*|allow-.*))$/;

/** What may be a path in a value; package managers part their lists by blanks, commas, colons and equals signs. */
function pathsIn(value: string): readonly string[] {
  return value
    .replace(/["']/g, '')
    .replace(/\bfile:(\/\/)?/g, ' ')
    .split(/[\s,:;=]+/)
    .filter((word) => /^[\w./-]*[\w/]$/.test(word) && !word.startsWith('-') && !word.startsWith('//'));
}

/** Whether a copy brings something to a path, or below it, for certain. */
function bringsPath(step: CopyStep, path: ImagePath, context: ContextSnapshot | undefined): boolean {
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
