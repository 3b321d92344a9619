import type { ContextChoices, PickContextResult } from '../../../../shared/wire.ts';
import { folderId } from '../../context/location/named-folder.ts';
import { settingPattern } from '../../context/location/candidate-setting.ts';
import { contextOptions } from '../../insights/context-choices.ts';
import { relativeTo } from '../../workspace/files.ts';
import type { Analysed } from '../analyses.ts';
import type { Disk } from '../runtime.ts';
import { recordFrom } from '../settings/settings.ts';

/** Where a document lies. */
export interface ChoicePlaces {
  readonly disk: Disk | undefined;
  /** The workspace folder that holds it. */
  readonly workspaceRoot: string | undefined;
}

/** The build contexts that a document can have; null where there is none. */
export function contextChoicesOf(
  { uri, choice }: Analysed,
  { disk, workspaceRoot }: ChoicePlaces,
): ContextChoices | null {
  const place = disk?.placeOf(uri);
  if (choice === undefined || disk === undefined || place === undefined) {
    return null;
  }
  const inside = (other: string): string | undefined =>
    workspaceRoot === undefined ? undefined : relativeTo(workspaceRoot, other);
  const { options, automatic, picked, lost } = contextOptions(choice, (other) => inside(other) ?? other);
  const path = inside(place);
  return {
    options: options.map(({ root, ...option }) => ({ ...option, folder: inside(root) ?? null })),
    automatic,
    picked,
    lost: lost ?? null,
    workspace: workspaceRoot === undefined ? null : disk.uriOf(workspaceRoot),
    settingPattern: path === undefined ? null : settingPattern(path),
  };
}

/** The id of what a person picked, to be remembered; why it can't be taken; an empty id to forget what was picked. */
export function pickedContext(pick: unknown, { disk, workspaceRoot }: ChoicePlaces): PickContextResult {
  const { id, folder } = recordFrom(pick);
  if (typeof id === 'string') {
    return { kind: 'picked', id };
  }
  if (typeof folder !== 'string') {
    return { kind: 'picked', id: null };
  }
  const place = disk?.placeOf(folder);
  const inside =
    place === undefined || workspaceRoot === undefined
      ? undefined
      : relativeTo(workspaceRoot, place.replace(/(?<=.)\/$/, ''));
  return inside === undefined
    ? { kind: 'refused', message: 'That folder lies outside the workspace, which Strata does not read.' }
    : { kind: 'picked', id: folderId(inside) };
}
