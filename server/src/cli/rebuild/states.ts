import { relative, sep } from 'node:path';
import type { BuildInputs, ContextFiles } from '../../cache/types.ts';
import { buildModel } from '../../model/build.ts';
import type { BuildOptions } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { relativeTo } from '../../workspace/files.ts';
import type { FileSystem } from '../../workspace/files.ts';
import { textAt } from '../../workspace/git/git-changes.ts';
import { placeOf } from '../places.ts';
import { readTextFile } from '../read-text.ts';
import { UsageError } from '../usage-error.ts';
import { filesBefore, filesChanged, filesSince } from './files-states.ts';
import type { ContextFolder, FilesStates } from './files-states.ts';

/** The build as it is now, and the arguments that it had before. */
export interface RebuildPlace {
  readonly files: FileSystem;
  readonly cwd: string;
  /** The main context. */
  readonly main: ContextFolder;
  /** The folders that are contexts beside it, by the names that the Dockerfile gives them. */
  readonly others: ReadonlyMap<string, ContextFolder>;
  readonly text: string;
  readonly now: BuildOptions;
  readonly before: BuildOptions;
}

/** The two states that are compared. */
export interface RebuildStates {
  readonly before: BuildInputs;
  readonly after: BuildInputs;
}

/** The state before is a copy of the context, with its Dockerfile at the same place. */
export async function statesBefore(place: RebuildPlace, folder: string): Promise<RebuildStates> {
  const { files, cwd, main } = place;
  const oldRoot = placeOf(cwd, folder);
  if ((await files.list(oldRoot)) === undefined) {
    throw new UsageError(`${folder} is no folder that can be read`);
  }
  const path = relative(main.root, main.dockerfile).split(sep).join('/');
  const oldText = await readTextFile(placeOf(oldRoot, path), `${folder}/${path}`);
  return statesOf(place, oldText, (context) => {
    // Of a context elsewhere there is no copy.
    const inside = relativeTo(main.root, context.root);
    return inside === undefined
      ? undefined
      : filesBefore(files, context, {
          root: placeOf(oldRoot, inside),
          dockerfile: placeOf(oldRoot, relative(main.root, context.dockerfile).split(sep).join('/')),
        });
  });
}

/** The state after has these files changed, or added where there are none; a folder stands for all in it. */
export async function statesChanged(place: RebuildPlace, paths: readonly string[]): Promise<RebuildStates> {
  const { files, cwd, main, others, text } = place;
  const changed = paths.map((path) => placeOf(cwd, path));
  for (const [index, path] of changed.entries()) {
    const isInside = [main, ...others.values()].some(({ root }) => relativeTo(root, path) !== undefined);
    if (!isInside) {
      throw new UsageError(`${paths[index] ?? ''} lies outside the context ${main.root}`);
    }
  }
  return statesOf(place, text, (context) => filesChanged(files, context, changed));
}

/** The state before is a commit's; files that git ignores count as unchanged. */
export async function statesSince(place: RebuildPlace, ref: string): Promise<RebuildStates> {
  const { files, main, text } = place;
  const { root, dockerfile } = main;
  const since = await filesSince(files, main, ref);
  if (since === undefined) {
    throw new UsageError(`git can't tell what changed in ${root} since ${ref}`);
  }
  const path = relative(root, dockerfile).split(sep).join('/');
  const mayDiffer = path.startsWith('../') || since.changed.has(path);
  const oldText = mayDiffer ? ((await textAt(root, ref, path)) ?? '') : text;
  if (oldText === '') {
    throw new UsageError(`there is no ${path} at ${ref}`);
  }
  return statesOf(place, oldText, (context) => (context === main ? since : filesSince(files, context, ref)));
}

/** Both states of all contexts; those of which nothing can be told are left out. */
async function statesOf(
  { main, others, text, now, before }: RebuildPlace,
  oldText: string,
  ask: (context: ContextFolder) => FilesStates | Promise<FilesStates | undefined> | undefined,
): Promise<RebuildStates> {
  const own = await ask(main);
  const named = new Map<string, FilesStates>();
  for (const [name, context] of others) {
    const states = await ask(context);
    if (states !== undefined) {
      named.set(name, states);
    }
  }
  const side = (which: keyof FilesStates, model: BuildInputs['model']): BuildInputs => ({
    model,
    ...(own?.[which] ?? UNKNOWN),
    others: new Map([...named].map(([name, states]) => [name, states[which]])),
  });
  return {
    before: side('before', buildModel(parse(oldText), before)),
    after: side('after', buildModel(parse(text), now)),
  };
}

const UNKNOWN: ContextFiles = { context: undefined, contents: () => undefined };
