import type { ContextSnapshot } from '../context/types.ts';
import { analyze } from '../insights/analysis.ts';
import type { Analysis } from '../insights/types.ts';
import { copiedSources } from '../lsp/copied-sources.ts';
import type { BuildOptions } from '../model/types.ts';
import { join, relativeTo } from '../workspace/files.ts';
import type { FileSystem } from '../workspace/files.ts';
import { loadContext } from '../workspace/load-context.ts';
import { locateContext } from '../workspace/locate-context.ts';
import type { DockerfileInput } from './dockerfile-input.ts';
import { placeOf, shownPlace } from './places.ts';
import { UsageError } from './usage-error.ts';

/** What a person said about the build. */
export interface AnalyzeOptions {
  readonly cwd: string;
  /** The context's folder as typed; located from the Dockerfile when undefined. */
  readonly context: string | undefined;
  /** The place of a folder from which everything was searched, or undefined. */
  readonly searched?: string | undefined;
  readonly build: BuildOptions;
}

/** Analyses a Dockerfile with its context. Throws a UsageError for a context that is no folder and an unknown target. */
export async function analyzeInput(
  files: FileSystem,
  input: DockerfileInput,
  options: AnalyzeOptions,
): Promise<Analysis> {
  const context = await contextOf(files, input, options);
  const analysis = analyze({ text: input.text, context, build: options.build });
  if (analysis.model.unknownTarget) {
    throw new UsageError(unknownTarget(analysis, input.shown));
  }
  return analysis;
}

async function contextOf(
  files: FileSystem,
  input: DockerfileInput,
  options: AnalyzeOptions,
): Promise<ContextSnapshot | undefined> {
  const root = await rootOf(files, input, options);
  if (root === undefined) {
    return undefined;
  }
  // Standard input has no ignore file of its own: nothing is named after this.
  const dockerfile = input.place ?? join(root, '-');
  const loaded = await loadContext(files, { root, dockerfile, label: shownPlace(options.cwd, root) });
  return loaded?.snapshot;
}

/**
 * The context that was named; else the Dockerfile's own folder, unless what it copies lies in the working directory (or the
 * searched folder) or in a folder between the two. Standard input has none unless it is named.
 */
async function rootOf(
  files: FileSystem,
  { text, place }: DockerfileInput,
  { cwd, context, searched }: AnalyzeOptions,
): Promise<string | undefined> {
  if (context !== undefined) {
    const root = placeOf(cwd, context);
    if ((await files.list(root)) === undefined) {
      throw new UsageError(`the context ${context} is no folder that can be read`);
    }
    return root;
  }
  if (place === undefined) {
    return undefined;
  }
  const here = placeOf(cwd, '.');
  const workspaceRoot = relativeTo(here, place) === undefined ? searched : here;
  const located = await locateContext(files, {
    dockerfile: place,
    workspaceRoot,
    sources: copiedSources(text),
  });
  return located.root;
}

function unknownTarget({ model }: Analysis, shown: string): string {
  const names = model.stages.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const wanted = model.options.target ?? '';
  return names.length === 0
    ? `there is no stage ${wanted} in ${shown}: none of its stages has a name`
    : `there is no stage ${wanted} in ${shown}; its stages are: ${names.join(', ')}`;
}
