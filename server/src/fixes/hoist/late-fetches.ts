import type { ContextSnapshot } from '../../context/types.ts';
import { pipesInstaller } from '../../ecosystems/system/piped-installer.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { settingAbove } from '../../model/variables.ts';
import type { Span } from '../../syntax/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { CopyStep } from '../moving/copy-step.ts';
import { placesOf } from '../moving/places.ts';
import { fetchCauses } from './fetch-causes.ts';
import { packageTool, type PackageTool } from './package-tool.ts';
import { readRun, type ReadRun } from './run-reading.ts';

/** A RUN that fetches from the web what no copy above it has a part in, and does so again whenever one brings something else. */
export interface LateFetch {
  readonly node: Node;
  /**
   * `browsers` and `models`: those that an installed package drives, or reads. `installer`: a script that is piped into a shell.
   */
  readonly kind: 'browsers' | 'models' | 'installer';
  /** The commands that fetch, in the text of the instruction. */
  readonly span: Span;
  /** True where its runner installs the project first: `uv run playwright install`. */
  readonly installsFirst: boolean;
  /** The first copy above that changes often. */
  readonly cause: CopyStep;
  /** All of these, below the install of the package. */
  readonly causes: readonly CopyStep[];
}

/** After so many in one file nothing more is looked for. */
const MAX_FOUND = 20;

/** Finds these in the stages that are built, where the RUN does nothing else and a copy of its own stage is the cause. */
export const findLateFetches = rememberedWith(
  (model: Model, context: ContextSnapshot | undefined): readonly LateFetch[] => {
    const found: LateFetch[] = [];
    for (const stage of model.stages) {
      for (const node of model.nodes.slice(stage.first + 1, stage.end)) {
        const isAsked = isBuiltAtAll(model, stage) && found.length < MAX_FOUND && isCandidate(node);
        const late = isAsked ? lateFetch(model, context, { stage, node }) : undefined;
        if (late !== undefined) {
          found.push(late);
        }
      }
    }
    return found;
  },
);

/** A quick look, so that most shells need not be read. */
function isCandidate({ detail, instruction: { text } }: Node): boolean {
  return (
    detail.kind === 'run' &&
    !detail.mounts.some(({ type }) => type === 'bind' || type === 'cache') &&
    (FETCHING.some((word) => text.includes(word)) ||
      (text.includes('|') && (text.includes('curl') || text.includes('wget'))))
  );
}

/** Parts of all commands that fetch something for a package. */
const FETCHING = [
  'playwright',
  'puppeteer',
  'download',
  'SentenceTransformer',
  'Encoder',
  'pretrained',
  'load_model',
  'pipeline(',
];

interface Standing {
  readonly stage: Stage;
  readonly node: Node;
}

function lateFetch(
  model: Model,
  context: ContextSnapshot | undefined,
  standing: Standing,
): LateFetch | undefined {
  const { node } = standing;
  const place = placesOf(model)[node.index];
  const run = place && readRun(model, node, place);
  const fetch = run && (ofPackagesIn(model, context, { ...standing, run }) ?? installerIn(run));
  if (fetch === undefined) {
    return undefined;
  }
  const { kind, span, tool } = fetch;
  const causes = fetchCauses(model, context, { ...standing, tool });
  const [cause] = causes;
  return cause && { node, kind, span, installsFirst: tool?.installsFirst === true, cause, causes };
}

interface Fetch extends Pick<LateFetch, 'kind' | 'span'> {
  readonly tool: PackageTool | undefined;
}

/** What is fetched for an installed package. */
function ofPackagesIn(
  model: Model,
  context: ContextSnapshot | undefined,
  { stage, node, run }: Standing & { readonly run: ReadRun },
): Fetch | undefined {
  const tools = run.steps.map(({ part }) => packageTool(part.command));
  const ids = tools.map((one) => one?.id);
  const at = tools.findIndex((one) => one !== undefined);
  const tool = tools.find((one) => one?.installsFirst) ?? tools[at];
  const command = run.steps[at]?.part.command;
  const isApart = run.steps.every(({ kind, part: { role } }, index) =>
    tools[index] === undefined ? isHarmless(kind) || role === 'directory' : true,
  );
  if (
    command === undefined ||
    !isApart ||
    command.words.some(({ text }) => /\$\(|`/.test(text)) ||
    // There they are already.
    (stage.base.kind === 'image' && /playwright|puppeteer/.test(stage.base.name ?? '')) ||
    (ids.includes('playwright') && settingAbove(model, node, SKIPPED) !== undefined) ||
    (ids.includes('puppeteer') && hasSettings(context))
  ) {
    return undefined;
  }
  return { kind: ids.includes('model') ? 'models' : 'browsers', span: command.span, tool };
}

/** With this variable playwright fetches nothing. */
const SKIPPED = 'PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD';

/** Whether a file of the context may say which browsers puppeteer fetches, and where to. */
function hasSettings(context: ContextSnapshot | undefined): boolean {
  const paths = [...(context?.entries.keys() ?? [])];
  return paths.some((path) => /(^|\/)(\.puppeteerrc|puppeteer\.config)\b/.test(path));
}

function installerIn({ steps }: ReadRun): Fetch | undefined {
  const at = steps.findIndex(({ part }, index) => {
    const next = steps[index + 1]?.part;
    return next !== undefined && pipesInstaller(part.command, next.command);
  });
  const [first, last] = steps.slice(Math.max(at, 0), at + 2);
  const others = at < 0 ? [] : [...steps.slice(0, at), ...steps.slice(at + 2)];
  return at < 0 || first === undefined || last === undefined || !others.every(({ kind }) => isHarmless(kind))
    ? undefined
    : {
        kind: 'installer',
        tool: undefined,
        span: { start: first.part.command.span.start, end: last.part.command.span.end },
      };
}

function isHarmless(kind: ReadRun['steps'][number]['kind']): boolean {
  return kind === 'harmless' || kind === 'apart';
}
