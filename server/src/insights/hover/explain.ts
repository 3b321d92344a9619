import { readsContext } from '../../cache/file-readers.ts';
import { isLinked } from '../../cache/reach.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { copyPaths } from '../../model/undecided-source.ts';
import { brokenArrayStory } from '../words/broken-array-words.ts';
import { explainMetadata } from './explain-metadata.ts';
import { mayBeBuilt, mayShip, otherSentence, sourceCode, stageCode } from '../words/stage-words.ts';
import { builderName, builderTitle, isBuiltForNothing, refusedPart } from '../words/builder-words.ts';
import { explainContent } from './explain-content.ts';
import { mountedSources } from '../words/mounted-sources.ts';
import { refusedSentence, stoppedSentence } from '../words/refused-words.ts';
import { othersOf, readersAbove } from '../words/reader-words.ts';
import { linesBelow } from './story.ts';
import type { LineLink, Story } from './story.ts';
import { isTold } from './told.ts';
import { code, count, listed, plain } from '../text.ts';
import type { Analysis } from '../types.ts';
import { isUnfinished } from '../../syntax/unfinished.ts';
import { contextReason } from '../words/context-words.ts';
import { destinationOf, workdirOf } from '../words/place-words.ts';
import { openSentence, unsetSentence } from '../words/unset-words.ts';

/**
 * The whole story of one instruction in Markdown: what it is (and what one may wrongly believe), what makes it rebuild, and
 * what that drags along. What the message of a problem says that is shown at the same place is left out. Everything that comes from
 * the file stands in code spans.
 */
export function explain(
  analysis: Analysis,
  node: Node,
  {
    offset,
    link,
    selectContext,
  }: { readonly offset: number; readonly link: LineLink; readonly selectContext: string | undefined },
): string {
  const line = (index: number): string => lineTitle(analysis, index, link);
  const story: Story = { analysis, node, offset, line, selectContext };
  const broken = brokenArrayStory(analysis, node);
  const brokenSentence = isTold(story, 'image/exec-form-not-json') ? '' : (broken?.sentence ?? '');
  const paragraphs = isHalfWritten(story)
    ? [title(story), HALF_WRITTEN]
    : [title(story), brokenSentence, ...(broken?.fails === true ? [] : (stopped(story) ?? body(story)))];
  return paragraphs.filter((text) => text !== '').join('\n\n');
}

/** Nothing else is true of an instruction at which the build stops. */
function stopped({ analysis, node }: Story): string[] | undefined {
  const sentence = stoppedSentence(analysis, node);
  return sentence === undefined ? undefined : [sentence];
}

const HALF_WRITTEN =
  'It is not complete: a word is missing, or a quote, a bracket, a heredoc or a continued line is left open.';

/** What an instruction has swallowed is told of one that goes on in others. */
function isHalfWritten({ analysis, node: { kind, instruction } }: Story): boolean {
  return (
    kind !== 'base' &&
    kind !== 'unknown' &&
    instruction.swallowed.length === 0 &&
    isUnfinished(analysis.model.file, instruction)
  );
}

function lineTitle({ model }: Analysis, index: number, link: LineLink): string {
  const line = model.nodes[index]?.instruction.line ?? 0;
  const target = link(line);
  return target === undefined ? `line ${line}` : `[line ${line}](${target})`;
}

function title({ analysis, node }: Story): string {
  const { model } = analysis;
  const stage = node.stage === undefined ? undefined : model.stages[node.stage];
  const place = stage && model.stages.length > 1 ? ` of ${stageCode(model, stage)}` : '';
  const builder = analysis.builder === 'classic' ? ' · classic builder' : '';
  switch (node.kind) {
    case 'base':
      return `**Build stage${stage?.name === undefined ? '' : ` ${code(stage.name, 40)}`}**${builder}`;
    case 'layer':
      return `**Layer ${node.layer ?? ''}**${place}${builder}`;
    case 'metadata':
      return `**Metadata**${place}: no layer, 0 bytes${builder}`;
    case 'argument':
      return `**Build argument**: no layer, 0 bytes${builder}`;
    case 'trigger':
      return `**Trigger**: no layer here${builder}`;
    case 'unknown':
      return '';
  }
}

function body(story: Story): string[] {
  switch (story.node.kind) {
    case 'base':
      return explainStage(story);
    case 'layer':
      return [
        refusal(story),
        ...explainStep(story),
        openSentence(story.analysis.model, story.node),
        unsetSentence(story.analysis.model, story.node),
        ...explainContent(story),
        ...causes(story),
        dragsSentence(story),
      ];
    case 'trigger':
      return [
        `${builderTitle(story.analysis.builder)} stores this instruction in the image and does nothing with it now. It runs first in every build whose \`FROM\` names this image.`,
      ];
    case 'unknown':
      return [refusedSentence(story.analysis, story.node)];
    default:
      return explainMetadata(story);
  }
}

/** Of an instruction that needs BuildKit. */
function refusal({ analysis, node }: Story): string {
  const part = refusedPart(analysis, node);
  return part === undefined
    ? ''
    : `The classic builder refuses this instruction: ${code(part)} needs BuildKit.`;
}

function explainStage(story: Story): string[] {
  const { analysis, node, line } = story;
  const { model, builder } = analysis;
  const stage = node.stage === undefined ? undefined : model.stages[node.stage];
  if (!stage) {
    return [];
  }
  const roles: Record<typeof stage.role, string> = {
    shipped:
      stage.index === model.target
        ? 'This stage is the image that the build produces.'
        : 'The final image is built on this stage, so its layers are shipped.',
    builder: builderRole(story, stage),
    unused: isBuiltForNothing(model, stage, builder)
      ? 'The final image needs nothing of this stage. The classic builder builds it all the same, as every stage above the one that is built; BuildKit would not.'
      : (otherSentence(model, stage) ??
        `The final image needs nothing of this stage, so ${builderName(builder)} does not build it unless it is the \`--target\`.`),
  };
  const before = stage.layersBefore;
  const readers = model.stages.filter((other) =>
    other.reads.some((source) => source.kind === 'stage' && source.stage === stage.index),
  );
  return [
    roles[stage.role],
    `It ${startsWith(model, stage)} and adds ${count(stage.layers, 'layer')}${before > 0 ? ` to the ${before} that this Dockerfile has already put there` : ''}: one for each \`RUN\`, \`COPY\`, \`ADD\` and each \`WORKDIR\` other than \`/\`. All other instructions only write configuration.${builder === 'classic' ? ' Where a `RUN` or `WORKDIR` changes nothing, the classic builder adds none.' : ''}`,
    contextSentence(story),
    readers.length > 0
      ? `Read by ${listed(
          readers.map((other) => `${stageCode(model, other)} (${line(other.first)})`),
          4,
        )}.`
      : '',
    stage.triggered.length > 0
      ? `First it runs the \`ONBUILD\` triggers of ${listed(stage.triggered.map(line), 4)}.`
      : '',
  ];
}

function builderRole({ analysis: { model, builder } }: Story, stage: Stage): string {
  if (mayShip(model, stage.index)) {
    return 'The final image may be built on this stage: that depends on the values that a build gives the variables of `FROM`.';
  }
  return mayBeBuilt(model, stage, builder)
    ? 'Whether this stage is built depends on the values that a build gives the variables of `FROM`. Its layers are not part of the final image.'
    : 'Other stages copy from this stage. Its layers are not part of the final image: only what they copy is shipped.';
}

/** Which folder the stage's COPYs read, and why it is that one. */
function contextSentence({ analysis, selectContext }: Story): string {
  const reason = contextReason(analysis);
  return reason === undefined
    ? ''
    : `Build context: ${code(analysis.context?.label ?? '.')}. ${plain(reason)}${selectContext === undefined ? '' : ` [Choose another…](${selectContext})`}`;
}

function startsWith(model: Model, { base }: Stage): string {
  if (base.kind === 'scratch') {
    return 'starts empty';
  }
  const source = base.kind === 'image' ? { kind: 'image' as const, name: base.name ?? '?' } : base;
  return `starts with all layers of ${sourceCode(model, source)}`;
}

function explainStep({ analysis, node }: Story): string[] {
  const { detail } = node;
  const { model } = analysis;
  if (detail.kind === 'run') {
    const caches = detail.mounts.filter((mount) => mount.type === 'cache');
    return [
      `Runs a command in a temporary container; everything it changed in the file system becomes this layer${analysis.builder === 'classic' ? '; if it changed nothing, the classic builder adds none' : ', even if it changed nothing'}. Files that a later layer deletes stay in this one and keep their bytes.`,
      caches.length > 0
        ? `${listed(
            caches.map((mount) => code(mount.target)),
            4,
          )} ${caches.length === 1 ? 'is a cache mount: it is' : 'are cache mounts: they are'} kept between builds on this machine and never part of the layer.`
        : '',
    ];
  }
  if (detail.kind === 'workdir') {
    const { path, below } = workdirOf(model, node);
    return [
      `Sets the working directory to ${code(path)}${below ? ' below that of the base image' : ''} for the instructions below and for the container, and creates it if it is missing. ${analysis.builder === 'classic' ? 'When the directory exists, the classic builder adds no layer.' : 'BuildKit adds a layer for this every time; it is empty when the directory exists.'}`,
    ];
  }
  if (detail.kind !== 'copy') {
    return [];
  }
  const { copy } = detail;
  const names = copy.sources.map((source) => code(source.text));
  const intoDirectory = copy.resolvedDest.endsWith('/');
  const isAdd = node.instruction.keyword === 'ADD';
  return [
    `Copies ${listed(names, 6)} from ${copy.from.kind === 'context' ? 'the build context' : sourceCode(model, copy.from, copyPaths(copy))} to ${destinationOf(model, node, copy)}${intoDirectory ? '' : ' (a file of that name, or into it when it is a directory)'}. Of a directory it copies the contents, not the directory itself.`,
    copy.from.kind === 'context'
      ? 'What `.dockerignore` leaves out is not copied. The files belong to root unless `--chown` says otherwise; `USER` does not matter here.'
      : '',
    isAdd && copy.sources.some((source) => source.kind === 'path')
      ? '`ADD` unpacks local tar archives; `COPY` never does.'
      : '',
    copy.link
      ? isLinked(node)
        ? '`--link` makes this layer independent of the layers below it: when only those change, it is put on top again without copying.'
        : '`--chmod` switches `--link` off: BuildKit copies plainly here.'
      : '',
  ];
}

function causes({ analysis, node, line }: Story): string[] {
  const own = ownCause(analysis, node);
  const classic = analysis.builder === 'classic';
  if (isLinked(node) && !classic) {
    return [`**Rebuilt when** ${own}.`];
  }
  const stage = node.stage === undefined ? undefined : analysis.model.stages[node.stage];
  const readers = readersAbove(analysis.reach.fileReaders, node.index, 4);
  const lines = [...readers.told.map(line), ...othersOf(readers)];
  const files = lines.length === 0 ? '' : ` (a changed file in ${listed(lines, lines.length)} is enough)`;
  const environment =
    node.detail.kind === 'run' && !classic ? 'an `ENV`, `ARG`, `USER` or `SHELL` above it changes; ' : '';
  const above = classic ? 'any instruction above it is edited or runs again' : 'a step above it is rebuilt';
  const base = stage?.base.kind === 'scratch' ? '' : ', or the base image changes';
  return [`**Rebuilt when** ${own}; ${environment}${above}${files}${base}.`];
}

function ownCause({ model }: Analysis, node: Node): string {
  const { detail } = node;
  if (detail.kind === 'workdir') {
    return 'its path changes';
  }
  if (detail.kind !== 'copy') {
    const own = readsContext(node)
      ? 'its text or a file that it mounts from the build context changes'
      : 'its text changes';
    const mounted = mountedSources(node).map((source) => sourceCode(model, source));
    return mounted.length === 0 ? own : `${own}, or what it mounts from ${listed(mounted, 4)} does`;
  }
  if (detail.copy.from.kind !== 'context') {
    return `its text changes, or what ${sourceCode(model, detail.copy.from, copyPaths(detail.copy))} holds at that path`;
  }
  return detail.copy.sources.every((source) => source.kind === 'heredoc')
    ? 'its text changes'
    : 'its text changes, the content or mode of a file it copies (not its time stamp), or a file is added or removed';
}

function dragsSentence(story: Story): string {
  const { analysis, node } = story;
  const steps = analysis.reach.below(node.index);
  return steps === 0
    ? 'Nothing below has to run again because of it.'
    : `**Then also** ${count(steps, 'step')} below ${steps === 1 ? 'runs' : 'run'} again, even if the result is the same: ${linesBelow(story)}.`;
}
