import type { WhatIfChange as AskedChange, WhatIfChoices, WhatIfResult } from '../../../shared/wire.ts';
import { whatIf } from '../insights/what-if/what-if.ts';
import { whatIfChoices } from '../insights/what-if/choices.ts';
import { isSameText, sinceEarlier } from '../insights/what-if/earlier.ts';
import type { WhatIfChange } from '../insights/what-if/types.ts';
import type { StepMeasure } from '../measured/types.ts';
import { positionAt } from '../syntax/positions.ts';
import { folderOf, relativeTo } from '../workspace/files.ts';
import type { Analysed } from './analyses.ts';
import type { Disk, Git, Runtime } from './runtime.ts';
import { recordFrom } from './settings/settings.ts';

/** Where answers come from beside the analysis. */
export interface WhatIfOptions {
  readonly runtime: Runtime;
  /** What builds measured, by node. */
  readonly measures: ReadonlyMap<number, StepMeasure>;
}

/** What a change makes the next build run again; null where it is not understood. */
export async function whatIfResult(
  analysed: Analysed,
  asked: unknown,
  { runtime, measures }: WhatIfOptions,
): Promise<WhatIfResult | null> {
  const change = changeFrom(asked);
  if (change === undefined) {
    return null;
  }
  const question = await questionOf(analysed, change, runtime);
  if (typeof question === 'string') {
    return { kind: 'unknown', message: question };
  }
  const { model } = analysed.analysis;
  const { steps, summary, notes } = whatIf(
    analysed.analysis,
    question,
    (node) => measures.get(node)?.seconds,
  );
  return {
    kind: 'verdicts',
    version: analysed.version,
    steps: steps.map(({ offset, verdict, text }) => ({
      line: positionAt(model.file, offset).line,
      verdict,
      text,
    })),
    summary,
    notes,
  };
}

/** What can be asked about. */
export function whatIfChoicesOf({ analysis, history }: Analysed): WhatIfChoices {
  const { files, total, instructions, arguments: names } = whatIfChoices(analysis, { history });
  const { file } = analysis.model;
  return {
    files: files ?? null,
    total,
    instructions: instructions.map(({ offset, text }) => ({ line: positionAt(file, offset).line, text })),
    arguments: names,
  };
}

/** The change in the words of the analysis, or a sentence that says why it can't be looked at. */
async function questionOf(
  analysed: Analysed,
  change: AskedChange,
  runtime: Runtime,
): Promise<WhatIfChange | string> {
  const { analysis, contextRoot } = analysed;
  const { model, facts } = analysis;
  switch (change.kind) {
    case 'files':
      return facts.context === undefined || contextRoot === undefined
        ? UNKNOWN_CONTEXT
        : filesOf(change, contextRoot, runtime.disk);
    case 'argument':
      return change;
    case 'instruction': {
      const node = model.nodes.find(
        ({ instruction }) =>
          positionAt(model.file, instruction.start).line <= change.line &&
          change.line <= positionAt(model.file, instruction.end).line,
      );
      return node === undefined
        ? 'There is no instruction at this line.'
        : { kind: 'instruction', node: node.index };
    }
    case 'since':
      return sinceCommit(analysed, change, runtime);
  }
}

const UNKNOWN_CONTEXT =
  'The build context of this Dockerfile is not known, so nothing can be said about its files.';

function filesOf(
  { paths, uris }: Extract<AskedChange, { kind: 'files' }>,
  root: string,
  disk: Disk | undefined,
): WhatIfChange {
  const inside = new Set(paths);
  const outside: string[] = [];
  for (const uri of uris) {
    const place = disk?.placeOf(uri);
    const path = place === undefined ? undefined : relativeTo(root, place);
    if (path === undefined || path === '.') {
      outside.push(place ?? uri);
    } else {
      inside.add(path);
    }
  }
  return { kind: 'files', paths: [...inside], outside };
}

async function sinceCommit(
  { uri, analysis, contextRoot }: Analysed,
  { ref, trusted }: Extract<AskedChange, { kind: 'since' }>,
  { disk, git }: Runtime,
): Promise<WhatIfChange | string> {
  const dockerfile = disk?.placeOf(uri);
  const { context } = analysis.facts;
  if (!trusted) {
    return 'Git is only asked in a workspace that you trust.';
  }
  if (git === undefined || context === undefined || contextRoot === undefined || dockerfile === undefined) {
    return UNKNOWN_CONTEXT;
  }
  if (!isRef(ref)) {
    return `“${ref.slice(0, 60)}” is not a name of a commit.`;
  }
  const folder = folderOf(dockerfile);
  const [differences, text] = await Promise.all([
    git.changedSince(contextRoot, ref),
    git.textAt(folder, ref, dockerfile.slice(folder.length).replace(/^\//, '')),
  ]);
  if (differences === undefined) {
    return `Git does not tell what changed since ${ref}: it is missing, knows no such commit here, or this is no repository.`;
  }
  if (text === undefined) {
    return `There was no such Dockerfile at ${ref}, so there is no earlier build to compare with.`;
  }
  if (differences.length === 0 && isSameText(text, analysis.model.file.text)) {
    return ref === 'HEAD' ? 'You have no uncommitted changes.' : `Nothing has changed since ${ref}.`;
  }
  const ignoreTexts = await ignoreTextsAt(git, { root: contextRoot, ref, dockerfile: context.dockerfile });
  const earlier = sinceEarlier(analysis, {
    title: ref,
    dockerfile: text,
    differences,
    ignoreText: (path) => ignoreTexts.get(path),
  });
  return earlier ?? UNKNOWN_CONTEXT;
}

/** The ignore files that a commit had, by path. */
async function ignoreTextsAt(
  git: Git,
  { root, ref, dockerfile }: { root: string; ref: string; dockerfile: string | undefined },
): Promise<ReadonlyMap<string, string>> {
  const paths = [...(dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`]), '.dockerignore'];
  const texts = await Promise.all(paths.map((path) => git.textAt(root, ref, path)));
  return new Map(paths.flatMap((path, index) => (texts[index] === undefined ? [] : [[path, texts[index]]])));
}

/** A name of a commit as people write it, and nothing that a program could take for an option or several names. */
function isRef(ref: string): boolean {
  return /^[^\s\-:?*[\\^~][^\s:?*[\\]*$/.test(ref) && !ref.includes('..') && ref.length <= 250;
}

function changeFrom(value: unknown): AskedChange | undefined {
  const { kind, paths, uris, line, name, ref, trusted } = recordFrom(value);
  switch (kind) {
    case 'files':
      return { kind, paths: textsFrom(paths), uris: textsFrom(uris) };
    case 'instruction':
      return typeof line === 'number' ? { kind, line } : undefined;
    case 'argument':
      return typeof name === 'string' ? { kind, name } : undefined;
    case 'since':
      return typeof ref === 'string' ? { kind, ref, trusted: trusted === true } : undefined;
    default:
      return undefined;
  }
}

/** People pick some; a client that sends more is not answered faster by them. */
const MAX_FILES = 10_000;

function textsFrom(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [])
    .slice(0, MAX_FILES)
    .filter((item): item is string => typeof item === 'string');
}
