import type { Node } from '../../model/types.ts';
import { isUnfinished } from '../../syntax/unfinished.ts';
import { brokenArrayTitle } from '../words/broken-array-words.ts';
import { refusedPart } from '../words/builder-words.ts';
import { commandTitle } from './command-title.ts';
import { changeTitle } from '../content.ts';
import { isBeingWritten, refusedTitle, stoppedTitle } from '../words/refused-words.ts';
import { baseTitle, layersTitle, roleTitle, stageTitle } from '../words/stage-words.ts';
import { count, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';
import { workdirOf } from '../words/place-words.ts';
import { unsetTitle } from '../words/unset-words.ts';
import { capitalized } from '../../syntax/capitalized.ts';
import { argumentParts } from './argument-parts.ts';
import { contentParts } from './content-parts.ts';
import { metadataParts } from './metadata-parts.ts';
import { rebuildReason } from './rebuild-reason.ts';

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
  const stopped = stoppedTitle(analysis, node);
  if (stopped !== undefined) {
    const what = node.kind === 'base' ? stageLine(analysis, node) : kindTitle(node);
    return { text: joined([what, stopped]), tooltip: undefined };
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

function rerunsBelow(analysis: Analysis, node: Node): string | undefined {
  const steps = analysis.reach.below(node.index);
  return steps === 0 ? undefined : `reruns ${count(steps, 'step')} below`;
}

/** To the classic builder everything stands on everything above it, metadata too (domain.md 2.2). */
function editReruns(analysis: Analysis, node: Node): string | undefined {
  const steps = analysis.builder === 'classic' ? analysis.reach.below(node.index) : 0;
  return steps === 0 ? undefined : `an edit reruns ${count(steps, 'step')} below`;
}
