import { chosenBuild, isFolderPlace } from '../context/location/candidate-build.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { analyze } from '../insights/analysis.ts';
import type { Analysis } from '../insights/types.ts';
import { contextClues } from '../insights/context-clues.ts';
import { buildModel } from '../model/build.ts';
import type { BuildOptions } from '../model/types.ts';
import { parse } from '../syntax/parse.ts';
import { settingsFrom } from '../lsp/settings/settings.ts';
import type { Settings } from '../lsp/settings/settings.ts';
import { folderOf, join, relativeTo } from '../workspace/files.ts';
import type { FileSystem } from '../workspace/files.ts';
import type { LoadHistory } from '../workspace/git/git-history.ts';
import { loadContext } from '../workspace/load-context.ts';
import { locateContext } from '../workspace/locate/locate-context.ts';
import type { Located } from '../workspace/locate/locate-context.ts';
import { kindInside } from '../workspace/stays-inside.ts';
import { findTeamSettings } from '../workspace/team-settings.ts';
import type { DockerfileInput } from './dockerfile-input.ts';
import { placeOf, shownPlace } from './places.ts';
import type { LoadContext } from './shared-contexts.ts';
import { UsageError } from './usage-error.ts';

/** What a person said about the build. */
export interface AnalyzeOptions {
  readonly cwd: string;
  /** The context's folder as typed; located from the Dockerfile when undefined. */
  readonly context: string | undefined;
  /** The place of a folder from which everything was searched, or undefined. */
  readonly searched?: string | undefined;
  readonly build: BuildOptions;
  /** Loads the context; one that is shared with other Dockerfiles of a run need not be read again. */
  readonly loadContext?: LoadContext | undefined;
  /** Asks git how often the context's files changed; not asked when undefined. */
  readonly loadHistory?: LoadHistory | undefined;
}

/** Analyses a Dockerfile with its context. Throws a UsageError for a context that is no folder and an unknown target. */
export async function analyzeInput(
  files: FileSystem,
  input: DockerfileInput,
  options: AnalyzeOptions,
): Promise<Analysis> {
  const settings = await settingsFor(files, input, options);
  const located = await locate(files, input, options, settings);
  const context = await contextOf(files, input, { ...options, located, maxFiles: settings.maxFiles });
  const history = located && (await options.loadHistory?.(located.root));
  const { text } = input;
  const { rules, builder } = settings;
  if (located?.choice !== undefined) {
    const build = chosenBuild(located.choice, options.build);
    const analysis = analyze({ text, context, history, build, rules, builder, compose: located.compose });
    if (!analysis.model.unknownTarget) {
      return analysis;
    }
  }
  // A stage that a Compose file names and that is not there is none that a person asked for.
  const analysis = analyze({ text, context, history, build: options.build, rules, builder });
  if (analysis.model.unknownTarget) {
    throw new UsageError(unknownTarget(analysis, input.shown));
  }
  return analysis;
}

/** What the team's file says, over the defaults. Throws a UsageError for one that is wrong: nothing may be checked by halves. */
export async function settingsFor(
  files: FileSystem,
  { place }: DockerfileInput,
  options: Pick<AnalyzeOptions, 'cwd' | 'searched'>,
): Promise<Settings> {
  const dockerfile = place ?? placeOf(options.cwd, '-');
  const team = await findTeamSettings(files, { dockerfile, root: workspaceOf(dockerfile, options) });
  const [problem] = team?.problems ?? [];
  if (team !== undefined && problem !== undefined) {
    throw new UsageError(`${shownPlace(options.cwd, folderOf(team.file))}/${problem.replace(/\.$/, '')}`);
  }
  return settingsFrom(team?.value);
}

async function contextOf(
  files: FileSystem,
  input: DockerfileInput,
  {
    cwd,
    located,
    maxFiles,
    loadContext: load = (wanted) => loadContext(files, wanted),
  }: AnalyzeOptions & { readonly located: Found | undefined; readonly maxFiles: number },
): Promise<ContextSnapshot | undefined> {
  if (located === undefined) {
    return undefined;
  }
  const { root, reason, choice, elsewhere } = located;
  // Standard input has no ignore file of its own: nothing is named after this.
  const dockerfile = input.place ?? join(root, '-');
  const label = shownPlace(cwd, root);
  const named = choice?.named;
  const loaded = await load({ root, dockerfile, label, maxFiles, reason, named, elsewhere });
  return loaded?.snapshot;
}

/** How a Dockerfile is built, and the folders that its build reads. */
export interface FoundBuild {
  /** The context's folder. */
  readonly root: string;
  readonly build: BuildOptions;
  /** The folders that are contexts beside it, by name; those outside of the workspace are not looked at. */
  readonly others: ReadonlyMap<string, string>;
}

/** The build that {@link analyzeInput} analyses, without a look into its context; undefined where none is found. */
export async function foundBuild(
  files: FileSystem,
  input: DockerfileInput,
  options: AnalyzeOptions,
): Promise<FoundBuild | undefined> {
  const located = await locate(files, input, options, await settingsFor(files, input, options));
  if (located?.choice === undefined) {
    return located && { root: located.root, build: options.build, others: new Map() };
  }
  const { root, choice } = located;
  const build = chosenBuild(choice, options.build);
  if (buildModel(parse(input.text), build).unknownTarget) {
    return { root, build: options.build, others: new Map() };
  }
  const { place = join(root, '-') } = input;
  const workspace = workspaceOf(place, options) ?? folderOf(place);
  const others = new Map<string, string>();
  for (const [name, folder] of choice.chosen.additionalContexts) {
    if (isFolderPlace(folder) && (await kindInside(files, workspace, folder)) === 'directory') {
      others.set(name, folder);
    }
  }
  return { root, build, others };
}

/** The folder of the context, as {@link analyzeInput} finds it. */
export async function contextRoot(
  files: FileSystem,
  input: DockerfileInput,
  options: AnalyzeOptions,
): Promise<string | undefined> {
  return (await locate(files, input, options, await settingsFor(files, input, options)))?.root;
}

/** A context that was located, or named: then there is no reason and no choice. */
type Found = Pick<Located, 'root'> & Partial<Located>;

/**
 * The context that was named; else the one that is found, looking no further up than the working directory (or the searched
 * folder). Standard input has none unless it is named: undefined.
 */
async function locate(
  files: FileSystem,
  { text, place }: DockerfileInput,
  { cwd, context, searched }: AnalyzeOptions,
  settings: Settings,
): Promise<Found | undefined> {
  if (context !== undefined) {
    const root = placeOf(cwd, context);
    if ((await files.list(root)) === undefined) {
      throw new UsageError(`the context ${context} is no folder that can be read`);
    }
    return { root };
  }
  if (place === undefined) {
    return undefined;
  }
  return locateContext(files, {
    dockerfile: place,
    workspaceRoot: workspaceOf(place, { cwd, searched }),
    setting: settings.context,
    ...contextClues(text),
  });
}

/** The working directory where it holds the Dockerfile, else the folder that was searched for it. */
function workspaceOf(
  place: string,
  { cwd, searched }: Pick<AnalyzeOptions, 'cwd' | 'searched'>,
): string | undefined {
  const here = placeOf(cwd, '.');
  return relativeTo(here, place) === undefined ? searched : here;
}

function unknownTarget({ model }: Analysis, shown: string): string {
  const names = model.stages.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const wanted = model.options.target ?? '';
  return names.length === 0
    ? `there is no stage ${wanted} in ${shown}: none of its stages has a name`
    : `there is no stage ${wanted} in ${shown}; its stages are: ${names.join(', ')}`;
}
