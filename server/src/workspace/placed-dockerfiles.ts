import type { ContextChoice } from '../context/location/types.ts';
import type { FileSystem } from './files.ts';
import { findDockerfiles } from './find-dockerfiles.ts';
import type { FolderProjects } from './locate/find-projects.ts';
import { readIgnore } from './load-context.ts';
import { locateContext } from './locate/locate-context.ts';
import type { LocateOptions } from './locate/locate-context.ts';
import { rememberedFiles } from './remembered-files.ts';
import { turn } from './slices.ts';
import { kindInside } from './stays-inside.ts';

/** A Dockerfile of the workspace and how it is built. */
export interface PlacedDockerfile {
  readonly place: string;
  readonly text: string;
  readonly choice: ContextChoice;
  /** Of the ignore file that counts; undefined where there is none. */
  readonly ignore: string | undefined;
}

/** What reading Dockerfiles needs. */
export interface PlacedOptions extends Pick<LocateOptions, 'setting'> {
  /** What a text says of its context. */
  readonly clues: (text: string) => Pick<LocateOptions, 'sources' | 'named' | 'needed' | 'stages'>;
  readonly picked: (place: string) => string | undefined;
}

/** Dockerfiles that are read; who has more is told of the first by name. */
const MAX_DOCKERFILES = 200;

/** Folders that are looked into. */
const MAX_FOLDERS = 5000;

/** A longer Dockerfile is not read, in bytes. */
const MAX_BYTES = 128 * 1024;

/** Dockerfiles that are looked at at a time. */
const BATCH = 8;

/** The Dockerfiles below a workspace's folder: bounded, through no symbolic link. Never rejects. */
export async function placedDockerfiles(
  files: FileSystem,
  root: string,
  options: PlacedOptions,
): Promise<readonly PlacedDockerfile[]> {
  // Most of them lie in the same folders, beside the same projects.
  const once = rememberedFiles(files);
  const known = new Map<string, Promise<FolderProjects>>();
  const places = await findDockerfiles(once, root, { maxFolders: MAX_FOLDERS });
  const found: PlacedDockerfile[] = [];
  for (let start = 0; start < Math.min(places.length, MAX_DOCKERFILES); start += BATCH) {
    const batch = places.slice(start, Math.min(start + BATCH, MAX_DOCKERFILES));
    const placed = await Promise.all(
      batch.map((place) => placedDockerfile(once, place, { ...options, root, known })),
    );
    found.push(...placed.filter((one) => one !== undefined));
  }
  return found;
}

async function placedDockerfile(
  files: FileSystem,
  place: string,
  {
    root,
    known,
    setting,
    clues,
    picked,
  }: PlacedOptions & { readonly root: string } & Pick<LocateOptions, 'known'>,
): Promise<PlacedDockerfile | undefined> {
  // What is remembered comes at once, and much of it would hold up everything else.
  await turn();
  const kind = await kindInside(files, root, place);
  const text = kind === 'file' ? await files.readText(place, MAX_BYTES) : undefined;
  if (text === undefined) {
    return undefined;
  }
  const located = await locateContext(files, {
    dockerfile: place,
    workspaceRoot: root,
    setting,
    known,
    picked: picked(place),
    ...clues(text),
  });
  const ignore = await readIgnore(files, located.root, place);
  return { place, text, choice: located.choice, ignore: ignore?.text };
}
