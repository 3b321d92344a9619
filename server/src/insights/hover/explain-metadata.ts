import { brokenArrayOf } from '../../syntax/broken-array.ts';
import { explainExpose } from './explain-expose.ts';
import { formOf, useOfCommand } from '../words/command-words.ts';
import { lostSentence } from '../words/lost-words.ts';
import type { Node } from '../../model/types.ts';
import { overriddenBy } from '../words/overridden.ts';
import { scanWords } from '../words/scan-words.ts';
import { isShipped } from '../words/stage-words.ts';
import { linesBelow } from './story.ts';
import type { Story } from './story.ts';
import { isTold } from './told.ts';
import { code, count, listed } from '../text.ts';
import { openSentence, unsetSentence } from '../words/unset-words.ts';
import { directoryBelow, runsBelow } from '../words/user-steps.ts';
import { volumeWords } from '../words/volume-words.ts';

/** What an instruction without a layer does, whom it concerns, and what changing it rebuilds. */
export function explainMetadata(story: Story): string[] {
  const { analysis, node } = story;
  const keyword = node.instruction.keyword;
  const scan = scanWords(analysis, node);
  if (scan !== undefined) {
    return [`It ${scan}. No instruction sees it, so a new value reruns nothing.`];
  }
  const lost = LOST.has(keyword) ? lostSentence(analysis.model, node) : '';
  const unset = isTold(story, 'ports/unset-variable') ? '' : unsetSentence(analysis.model, node);
  const open = [openSentence(analysis.model, node), unset];
  return keyword === 'EXPOSE'
    ? [...explainExpose(story), ...open, changeSentence(story)]
    : [...sentences(story), ...open, lost, changeSentence(story)];
}

/** Configuration that only matters in the image that is shipped; ENV, USER, SHELL also steer the build of their stage. */
const LOST = new Set(['CMD', 'ENTRYPOINT', 'LABEL', 'HEALTHCHECK', 'STOPSIGNAL', 'VOLUME', 'MAINTAINER']);

const HARMLESS =
  'Changing it rebuilds no layer (with BuildKit; the classic builder reruns everything below).';

/** What an ENTRYPOINT does, by how it is written. */
const ENTRYPOINTS = {
  exec: 'The program that the container runs; `CMD` and the arguments of `docker run` are handed to it. Nothing runs during the build.',
  shell:
    'The command that the container runs, in a shell; in this form it gets neither `CMD` nor the arguments of `docker run`. Nothing runs during the build.',
  none: 'Takes away the `ENTRYPOINT` of the base image: `CMD` is then what the container runs.',
} as const;

function commandSentence({ analysis: { model }, node, line }: Story): string {
  const use = useOfCommand(model, node);
  switch (use.kind) {
    case 'runs':
      return 'The command that the container runs unless `docker run` is given another; with `ENTRYPOINT`, its default arguments. Nothing runs during the build.';
    case 'arguments':
      return `The arguments that \`ENTRYPOINT\` in ${line(use.entrypoint.index)} gets unless \`docker run\` is given others. Nothing runs during the build.`;
    case 'ignored':
      return `Nothing uses it: \`ENTRYPOINT\` in ${line(use.entrypoint.index)} is in shell form, which takes no arguments.`;
  }
}

function sentences(story: Story): string[] {
  const { analysis, node, line } = story;
  const { detail } = node;
  const names =
    detail.kind === 'pairs'
      ? listed(
          detail.pairs.map((pair) => code(pair.name)),
          6,
        )
      : '';
  // A USER without a name is root, as everywhere in Docker.
  const unnamed = node.instruction.keyword === 'USER' ? 'root' : '';
  const text = detail.kind === 'text' ? code(detail.text || unnamed) : '';
  const later = overriddenBy(analysis, node);
  switch (node.instruction.keyword) {
    case 'ENV':
      return [
        `Sets ${names} for every instruction below and for the container. The values are readable in the image: not a place for secrets.`,
      ];
    case 'ARG':
      return node.stage === undefined
        ? [
            `${names} can be used in \`FROM\` lines. A stage sees it only after it repeats \`ARG\` with that name.`,
          ]
        : [
            `${names} can be set with \`--build-arg\` and is seen by the instructions below, but not by the container. Its value stays readable in the image's history: not a place for secrets.`,
          ];
    case 'CMD':
      return [
        later === undefined
          ? commandSentence(story)
          : `It is replaced in ${line(later)}: only the last \`CMD\` of an image counts.`,
      ];
    case 'ENTRYPOINT':
      return [
        later === undefined
          ? ENTRYPOINTS[formOf(analysis.model, node)]
          : `It is replaced in ${line(later)}: only the last \`ENTRYPOINT\` of an image counts.`,
      ];
    case 'LABEL':
      return [`Attaches ${names} to the image, to be read with \`docker inspect\`.`];
    case 'USER':
      return [
        `${userSentence(story, text)} What \`COPY\` and \`ADD\` bring belongs to root unless \`--chown\` is given.`,
      ];
    case 'WORKDIR':
      return ['`/` always exists, so this one `WORKDIR` adds no layer.'];
    case 'VOLUME':
      // Where they are then, the sentence about its array says.
      if (brokenArrayOf(analysis.model.file, node.instruction) !== undefined) {
        return [];
      }
      return [volumeSentence(node)];
    case 'SHELL':
      return ['The shell that runs the shell form of `RUN`, `CMD` and `ENTRYPOINT` from here on.'];
    case 'HEALTHCHECK':
      return [
        'Docker runs this in the running container to tell whether it is healthy; nothing runs during the build.',
      ];
    case 'STOPSIGNAL':
      return [`\`docker stop\` sends ${text} to the program.`];
    case 'MAINTAINER':
      return [
        'Names the author; deprecated in favour of a label such as `org.opencontainers.image.authors`.',
      ];
    default:
      return [];
  }
}

function volumeSentence({ detail }: Node): string {
  const paths = detail.kind === 'volumes' ? detail.paths.map((path) => code(path)) : [];
  return `Every container gets ${paths.length === 1 ? 'an ' : ''}${volumeWords(paths, 6)}: what it writes there is not in the container's own layer.`;
}

/** Who runs as the user: RUN steps below, the container, or nobody. */
function userSentence({ analysis, node, line }: Story, user: string): string {
  const { model } = analysis;
  const later = overriddenBy(analysis, node);
  const isShippedUser = later === undefined && isShipped(model, node.stage);
  if (runsBelow(model, node)) {
    return isShippedUser
      ? `\`RUN\` steps below, and the container, run as ${user}.`
      : `\`RUN\` steps below run as ${user}.`;
  }
  if (isShippedUser) {
    return `The container runs as ${user}; no \`RUN\` step below does.`;
  }
  const workdir = analysis.builder === 'classic' ? undefined : directoryBelow(model, node);
  const made =
    workdir === undefined ? '' : ` \`WORKDIR\` in ${line(workdir.index)} creates its directory as ${user}.`;
  return later === undefined
    ? `No \`RUN\` step below runs as ${user}.${made} ${lostSentence(model, node)}`
    : `It is replaced in ${line(later)}, and no \`RUN\` step between runs as ${user}.${made}`;
}

/** What a new value of this instruction makes the builder run again (domain.md 2.2). */
function changeSentence(story: Story): string {
  const { analysis, node } = story;
  if (analysis.builder === 'classic') {
    return node.stage === undefined ? '' : classicSentence(story);
  }
  const { steps, first } = analysis.reach.withValue(node.index);
  const again = `${count(steps, 'step')} below${first === undefined ? '' : `, from ${story.line(first)} on`}`;
  switch (node.instruction.keyword) {
    case 'ARG':
    case 'ENV':
      if (node.stage === undefined) {
        return '';
      }
      return steps === 0
        ? 'No step below sees it, so a new value rebuilds nothing.'
        : `A new value reruns ${again}: every \`RUN\` after it sees it, used or not, and what follows that \`RUN\` goes along.`;
    case 'USER':
    case 'SHELL':
      return steps === 0 ? 'No step below sees it.' : `Changing it reruns ${again}.`;
    case 'WORKDIR':
      return '';
    default:
      return HARMLESS;
  }
}

/** To the classic builder every instruction stands on the one above; an ARG's value counts only where a RUN sees it. */
function classicSentence(story: Story): string {
  const { analysis, node } = story;
  const below = analysis.reach.below(node.index);
  if (below === 0) {
    return 'Nothing stands below it that a change could rerun.';
  }
  const edit = `Editing it reruns ${count(below, 'step')} below (${linesBelow(story)}), since to the classic builder every instruction stands on the one above.`;
  const { steps, first } = analysis.reach.withValue(node.index);
  return node.instruction.keyword === 'ARG' && steps > 0
    ? `${edit} Another value from \`--build-arg\` reruns ${steps} of them${first === undefined ? '' : `, from ${story.line(first)} on`}.`
    : edit;
}
