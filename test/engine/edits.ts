import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildOptions } from '../../server/src/model/types.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { FILE_EDITS, FOLDER_EDITS } from './file-edits.ts';
import { TEXT_EDITS } from './text-edits.ts';
import { ownFolder } from './various.ts';

/** What was edited, in words, and what the build is given from then on. */
export interface Edited {
  readonly what: string;
  readonly options: BuildOptions;
}

const GIVEN: readonly [(readonly [string, string])[], ...(readonly [string, string])[][]] = [
  [],
  [['GLOBAL', 'given']],
  [['A1', '7']],
  [['A2', 'given']],
  [['SOURCE', './lib']],
  [['HTTP_PROXY', 'http://other:1']],
  [['unused', 'given']],
  [['undeclared', 'given']],
  [['TARGETARCH', 'given']],
];

/** What is edited. */
export interface EditPlace {
  readonly folder: string;
  readonly seed: number;
  /** True where the folder is built for the first time after the edit. */
  readonly isNew: boolean;
}

/** Does one thing or two to a folder of `various`, or to what it is built with; the same for the same seed. */
export async function edit(place: EditPlace, options: BuildOptions): Promise<Edited> {
  const dice = diceOf(place.seed + 1_000_000);
  let edited: Edited = { what: '', options };
  for (let times = dice.roll(4) === 0 ? 2 : 1; times > 0; times--) {
    const { what, options: given } = await editOnce(place, dice, edited.options);
    edited = { what: edited.what === '' ? what : `${edited.what}, then ${what}`, options: given };
  }
  return edited;
}

async function editOnce(
  { folder, seed, isNew }: EditPlace,
  dice: Dice,
  options: BuildOptions,
): Promise<Edited> {
  const kind = dice.roll(12);
  if (kind === 0) {
    const given = dice.pick(GIVEN);
    return { what: `gives ${given.join()}`, options: { ...options, buildArgs: new Map(given) } };
  }
  if (kind === 1) {
    const target = dice.pick([undefined, 's0', 's1']);
    return { what: `builds ${target ?? 'the last stage'}`, options: { ...options, target } };
  }
  if (kind < 6) {
    const edits = isNew && dice.roll(6) === 0 ? FOLDER_EDITS : FILE_EDITS;
    return { what: await dice.pick(edits)(folder, dice), options };
  }
  const path = join(folder, 'Dockerfile');
  const before = await readFile(path, 'utf8');
  const top = `WORKDIR ${ownFolder(seed)}`;
  const edited = dice.pick(TEXT_EDITS)(before, dice, (instruction) => instruction !== top);
  if (edited !== undefined) {
    await writeFile(path, edited.text);
  }
  return { what: edited?.what ?? 'edits nothing', options };
}
