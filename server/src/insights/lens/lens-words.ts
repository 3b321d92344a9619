import { readsContext } from '../../cache/file-readers.ts';
import { select } from '../../context/selection.ts';
import { variableReader } from '../../cache/value-reach.ts';
import type { Base, Copy, Model, Node } from '../../model/types.ts';
import { copyPaths } from '../../model/undecided-source.ts';
import { isUnfinished } from '../../syntax/unfinished.ts';
import { brokenArrayTitle } from '../words/broken-array-words.ts';
import { refusedPart } from '../words/builder-words.ts';
import { commandTitle } from './command-title.ts';
import { composeTitles } from '../words/compose-words.ts';
import { changeTitle, contentOf, sizeTitle } from '../content.ts';
import { lostTitle } from '../words/lost-words.ts';
import { mountedSources } from '../words/mounted-sources.ts';
import { overriddenBy } from '../words/overridden.ts';
import { isBeingWritten, refusedTitle } from '../words/refused-words.ts';
import { readersAbove, readerWords } from '../words/reader-words.ts';
import { scanWords } from '../words/scan-words.ts';
import { baseTitle, layersTitle, roleTitle, sourceTitle, stageTitle } from '../words/stage-words.ts';
import { shownSize } from '../../rules/size/shown-size.ts';
import { count, listed, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';
import { workdirOf } from '../words/place-words.ts';
import { unseenAt, unsetTitle } from '../words/unset-words.ts';
import { runsBelow } from '../words/user-steps.ts';
import { capitalized } from '../../syntax/capitalized.ts';
import { volumeWords } from '../words/volume-words.ts';

/** A lens line's words. */
export interface LensWords {
  readonly text: string;
  readonly tooltip: string | undefined;
  /** What a change of it drags along, where that is worth a question of its own. */
  readonly drags?: string | undefined;
}

/** What stands above an instruction: what it is to the image first, then what makes it rebuild and what that drags along. */
export function lensWords(analysis: Analysis, node: Node): LensWords {
  if (
    node.kind !== 'base' &&
    node.kind !== 'unknown' &&
    isUnfinished(analysis.model.file, node.instruction)
  ) {
    return { text: joined([kindTitle(node), UNFINISHED]), tooltip: undefined };
  }
  switch (node.kind) {
    case 'base':
      return { text: stageLine(analysis, node), tooltip: undefined };
    case 'layer':
      return {
        text: joined([kindTitle(node), ...stepParts(analysis, node), refusal(analysis, node)]),
        tooltip: undefined,
        drags: node.detail.kind === 'copy' ? rerunsBelow(analysis, node) : undefined,
      };
    case 'argument':
      return {
        text: joined([kindTitle(node), ...argumentParts(analysis, node)]),
        tooltip: undefined,
        drags: editReruns(analysis, node),
      };
    case 'trigger':
      return {
        text: joined([kindTitle(node), 'adds nothing here, runs in builds FROM this image']),
        tooltip: undefined,
        drags: editReruns(analysis, node),
      };
    case 'metadata':
      return {
        text: joined([kindTitle(node), ...metadataParts(analysis, node)]),
        tooltip: undefined,
        drags: editReruns(analysis, node),
      };
    case 'unknown':
      return {
        text:
          node.instruction.known || !isBeingWritten(analysis, node)
            ? refusedTitle(analysis, node)
            : UNFINISHED,
        tooltip: undefined,
      };
  }
}

/** Stands for what somebody is still writing, which is no mistake yet. */
const UNFINISHED = '…';

function kindTitle({ kind, layer }: Node): string {
  switch (kind) {
    case 'layer':
      return `Layer ${layer ?? ''}`;
    case 'argument':
      return 'Build argument';
    case 'trigger':
      return 'Trigger';
    default:
      return 'Metadata';
  }
}

function joined(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) {
    text += part === '' || text === '' ? part : ` · ${part}`;
  }
  return text;
}

function refusal(analysis: Analysis, node: Node): string {
  const part = refusedPart(analysis, node);
  return part === undefined ? '' : `the classic builder refuses ${part}`;
}

function stageLine({ model, builder }: Analysis, node: Node): string {
  const stage = node.stage === undefined ? undefined : model.stages[node.stage];
  if (!stage) {
    return '◆ Stage';
  }
  const title =
    stage.name === undefined && stage.index === model.target
      ? '◆ Final image'
      : joined([`◆ ${capitalized(stageTitle(model, stage))}`, roleTitle(model, stage, builder)]);
  return joined([title, layersTitle(stage), baseTitle(model, stage)]);
}

function stepParts(analysis: Analysis, node: Node): string[] {
  switch (node.detail.kind) {
    case 'run':
      return [
        brokenArrayTitle(analysis, node) ?? commandTitle(analysis.model.file, node.instruction),
        rebuildReason(analysis, node),
      ];
    case 'copy':
      return [...contentParts(analysis, node, node.detail.copy), changeTitle(analysis, node) ?? ''];
    case 'workdir': {
      const { path, below } = workdirOf(analysis.model, node);
      return [
        `working directory ${shorten(path, 50)}${below ? ' below that of the base image' : ''}`,
        unsetTitle(analysis.model, node),
      ];
    }
    default:
      return [];
  }
}

/** Lines that are named; others are counted. */
const NAMED_READERS = 3;

/**
 * What a RUN depends on besides its own text: the lines whose files it may see, those that bring what other stages make of files,
 * what it mounts of stages and images, or nothing.
 */
function rebuildReason(analysis: Analysis, node: Node): string {
  const { model, reach } = analysis;
  const own = readsContext(node) ? 'its own mounted files' : '';
  const above = readerWords(model, readersAbove(reach.fileReaders, node.index, NAMED_READERS));
  const outputs = readerWords(model, readersAbove(reach.outputReaders, node.index, NAMED_READERS));
  const files = [own, above?.text ?? ''].filter((part) => part !== '');
  const contents = [
    outputs === undefined ? '' : `what ${outputs.text} ${outputs.plural ? 'bring' : 'brings'}`,
    mountTitle(analysis, node),
  ].filter((part) => part !== '');
  const reasons = [
    files.length === 0 ? '' : `with ${files.join(' and ')}`,
    contents.length === 0 ? '' : `if ${contents.join(' or ')} differs`,
  ].filter((part) => part !== '');
  return reasons.length === 0 ? independence(analysis, node) : `rebuilt ${reasons.join(', and ')}`;
}

/** `what it mounts from stage build`. */
function mountTitle({ model, builder }: Analysis, node: Node): string {
  const sources = builder === 'classic' ? [] : mountedSources(node);
  return sources.length === 0
    ? ''
    : `what it mounts from ${listed(
        sources.map((source) => sourceTitle(model, source)),
        3,
      )}`;
}

/** Nothing is claimed where the base may bring files. */
function independence({ model }: Analysis, node: Node): string {
  const base = outermostBase(model, node);
  return base === undefined || mayBringFiles(base) ? '' : 'independent of your files';
}

/** How many stages of a FROM chain are looked at before nothing is claimed of it. */
const MAX_CHAIN = 50;

/** Where the FROM chain of a step's stage begins; undefined for none and for a longer chain. */
function outermostBase({ stages }: Model, node: Node): Base | undefined {
  let stage = node.stage === undefined ? undefined : stages[node.stage];
  for (let hops = 0; stage?.base.kind === 'stage' && hops < MAX_CHAIN; hops++) {
    stage = stages[stage.base.stage];
  }
  return stage?.base.kind === 'stage' ? undefined : stage?.base;
}

/** A stage that the build chooses, or triggers of an image for builds `FROM` it, as its name says (golang:1.7-onbuild). */
function mayBringFiles(base: Base): boolean {
  return base.kind === 'image' && (base.maybe !== undefined || base.name?.includes('onbuild') === true);
}

function copyTitle({ model }: Analysis, copy: Copy, keyword: string): string {
  const heredocs = copy.sources.filter((source) => source.kind === 'heredoc').length;
  if (heredocs > 0 && heredocs === copy.sources.length) {
    return `writes ${count(heredocs, 'file')} to ${shorten(copy.dest, 40)}`;
  }
  const names = copy.sources.map((source) => shorten(source.text, 40));
  const remote = copy.sources.some((source) => source.kind === 'url' || source.kind === 'git');
  const what =
    copy.from.kind === 'context' && copy.sources.length === 1 && isWholeContext(copy.sources[0]?.text ?? '')
      ? 'the whole build context'
      : listed(names, 3);
  const from = copy.from.kind === 'context' ? '' : ` from ${sourceTitle(model, copy.from, copyPaths(copy))}`;
  return `${keyword === 'ADD' && remote ? 'downloads' : 'copies'} ${what}${from}`;
}

/** What is copied: by count and size, or the name where it is one file; by its sources while the context is not known. */
function contentParts(analysis: Analysis, node: Node, copy: Copy): string[] {
  const broken = brokenArrayTitle(analysis, node);
  if (broken !== undefined) {
    return [broken];
  }
  const content = contentOf(analysis, node);
  const written = copyTitle(analysis, copy, node.instruction.keyword);
  const writesToo = copy.sources.some(({ kind }) => kind === 'heredoc');
  if (content === undefined || writesToo) {
    return [written, unsetTitle(analysis.model, node)];
  }
  const { files, links, complete, largest } = content;
  if (files === 0 && !complete) {
    return [written, unsetTitle(analysis.model, node)];
  }
  if (files + links === 0) {
    const unset = unsetTitle(analysis.model, node);
    return [written, unset === '' ? absence(analysis, copy) : unset];
  }
  const [only] = largest;
  return files === 1 && complete && only
    ? [`${shorten(only.path, 50)}, ${shownSize(only.size)}`]
    : [sizeTitle(content)];
}

/** Why there are no files: an empty folder, or one of which the ignore file leaves nothing, is in the context all the same. */
function absence({ facts: { context } }: Analysis, { sources, parents, exclude }: Copy): string {
  const isThere = sources.some(({ text }) => {
    const selection = context && select(context, text, { parents, exclude });
    return selection?.kind === 'directory' || (selection?.folders.length ?? 0) > 0;
  });
  return isThere ? 'no files' : 'not in the build context';
}

function isWholeContext(source: string): boolean {
  return /^[./]*$/.test(source);
}

function rerunsBelow(analysis: Analysis, node: Node): string | undefined {
  const steps = analysis.reach.below(node.index);
  return steps === 0 ? undefined : `reruns ${count(steps, 'step')} below`;
}

/** To the classic builder everything stands on everything above it, metadata too (domain.md 2.2). */
function editReruns(analysis: Analysis, node: Node): string | undefined {
  const steps = analysis.builder === 'classic' ? analysis.reach.below(node.index) : 0;
  return steps === 0 ? undefined : `an edit reruns ${count(steps, 'step')} below`;
}

function argumentParts(analysis: Analysis, node: Node): string[] {
  const pairs = node.detail.kind === 'pairs' ? node.detail.pairs : [];
  const scan = scanWords(analysis, node);
  if (scan !== undefined) {
    return [scan, 'reruns nothing'];
  }
  if (node.stage === undefined) {
    const unseen = unseenAt(
      analysis.model,
      pairs.map(({ name }) => name),
    );
    return [
      `for FROM lines only, ${unseen === undefined ? 'adds nothing' : `line ${unseen} does not see it`}`,
    ];
  }
  const steps = analysis.reach.withValue(node.index).steps;
  if (pairs.every((pair) => pair.value === undefined)) {
    const drag = steps === 0 ? '' : `, which then reruns ${count(steps, 'step')}`;
    return [`no value unless the build gives one${drag}`];
  }
  return [
    steps === 0
      ? isNamedBelow(analysis, node)
        ? 'rebuilds nothing'
        : 'no step below uses it'
      : `${analysis.builder === 'classic' ? 'another --build-arg' : 'a new value'} reruns ${count(steps, 'step')}`,
  ];
}

/** Instructions in which the name of a build argument is looked for. */
const MAX_LOOKED_AT = 50;

/** Whether an instruction below names a build argument, if only a LABEL or EXPOSE, which add nothing to build. */
function isNamedBelow({ model }: Analysis, { index, stage, detail }: Node): boolean {
  const end = stage === undefined ? 0 : (model.stages[stage]?.end ?? 0);
  const names = new Set(detail.kind === 'pairs' ? detail.pairs.map(({ name }) => name) : []);
  const namesIn = variableReader(model);
  return model.nodes
    .slice(index + 1, Math.min(end, index + MAX_LOOKED_AT))
    .some((node) => namesIn(node).some((name) => names.has(name)));
}

function metadataParts(analysis: Analysis, node: Node): string[] {
  const { model } = analysis;
  const { detail, instruction } = node;
  const lost = lostTitle(model, node);
  const classic = analysis.builder === 'classic';
  const broken = brokenArrayTitle(analysis, node);
  if (broken !== undefined) {
    return [broken, lost];
  }
  switch (instruction.keyword) {
    case 'ENV': {
      const names = detail.kind === 'pairs' ? detail.pairs.map((pair) => shorten(pair.name, 30)) : [];
      const steps = classic ? 0 : analysis.reach.withValue(node.index).steps;
      return [`sets ${listed(names, 3)}`, steps === 0 ? '' : `a new value reruns ${count(steps, 'step')}`];
    }
    case 'EXPOSE':
      return exposeParts(analysis, node, lost);
    case 'CMD':
      return [overridden(analysis, node) ?? 'what the container runs by default', lost];
    case 'ENTRYPOINT':
      return [overridden(analysis, node) ?? 'what the container runs', lost];
    case 'LABEL':
      return [
        count(detail.kind === 'pairs' ? detail.pairs.length : 0, 'label'),
        lost || (classic ? '' : 'rebuilds nothing'),
      ];
    case 'USER':
      return userParts(analysis, node, lost);
    case 'WORKDIR':
      return ['working directory /', unsetTitle(model, node)];
    case 'VOLUME':
      return [volumeTitle(node), lost];
    case 'SHELL':
      return ['shell of the shell-form instructions below'];
    case 'HEALTHCHECK':
      return [
        overridden(analysis, node) ??
          (textOf(node).toUpperCase() === 'NONE' ? 'no health check' : 'health check, runs in the container'),
        lost,
      ];
    case 'STOPSIGNAL':
      return [overridden(analysis, node) ?? `docker stop sends ${textOf(node)}`, lost];
    case 'MAINTAINER':
      return ['author', lost];
    default:
      return [];
  }
}

/** Who runs as a user: steps that the build runs, the container, or nobody that is known. */
function userParts(analysis: Analysis, node: Node, lost: string): string[] {
  const replaced = overridden(analysis, node);
  // Without a name it is root, as everywhere in Docker.
  const user = textOf(node) || 'root';
  const unset = unsetTitle(analysis.model, node);
  if (runsBelow(analysis.model, node)) {
    const container = lost === '' && replaced === undefined ? ' and the container run' : ' run';
    return [`RUN steps below${container} as ${user}`, unset];
  }
  return replaced !== undefined
    ? [replaced]
    : lost === ''
      ? [`the container runs as ${user}`, unset]
      : ['no RUN step below', lost];
}

/** Which line takes this one's place in the image; undefined where none does. */
function overridden(analysis: Analysis, node: Node): string | undefined {
  const later = overriddenBy(analysis, node);
  const line = later === undefined ? undefined : analysis.model.nodes[later]?.instruction.line;
  return line === undefined ? undefined : `overridden by line ${line}`;
}

function volumeTitle({ detail }: Node): string {
  const paths = detail.kind === 'volumes' ? detail.paths.map((path) => shorten(path, 40)) : [];
  return volumeWords(paths, 3);
}

function textOf(node: Node): string {
  return node.detail.kind === 'text' ? shorten(node.detail.text, 40) : '';
}

/** That it publishes nothing is told where nobody does it for it. */
function exposeParts(analysis: Analysis, node: Node, lost: string): string[] {
  const compose = lost === '' ? composeTitles(analysis, node) : [];
  return [exposeTitle(node, compose.length > 0 ? '' : ', publishes nothing'), ...compose, lost];
}

function exposeTitle(node: Node, publishes: string): string {
  const { tokens, open } = node.detail.kind === 'expose' ? node.detail : { tokens: [], open: [] };
  const refused = tokens.find((token) => token.error !== undefined);
  if (refused) {
    return `BuildKit refuses ${shorten(refused.text, 30)}: ${refused.error ?? ''}`;
  }
  const ports = new Set(
    tokens.flatMap((token) =>
      token.ports.map(
        ({ port, last, protocol }) => `${port === last ? port : `${port}-${last}`}/${protocol}`,
      ),
    ),
  );
  const documented = [...ports, ...open.map(({ text }) => shorten(text, 30))];
  return documented.length === 0
    ? 'documents no port: the variable has no value here'
    : `documents ${listed(documented, 4)}${publishes}`;
}
