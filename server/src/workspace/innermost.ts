import { relativeTo } from './files.ts';

/** The innermost of the folders that hold a place; undefined where none does. */
export function innermost(folders: readonly string[], place: string): string | undefined {
  return folders
    .filter((folder) => relativeTo(folder, place) !== undefined)
    .reduce<string | undefined>(
      (best, folder) => (folder.length > (best?.length ?? 0) ? folder : best),
      undefined,
    );
}
