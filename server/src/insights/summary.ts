import { isTemplate } from '../model/template.ts';
import type { Stage } from '../model/types.ts';
import { isBuiltForNothing } from './words/builder-words.ts';
import { baseTitle, mayBeBuilt, mayShip, stageTitle } from './words/stage-words.ts';
import { count } from './text.ts';
import type { Analysis, Summary } from './types.ts';

/** One line for the status bar, or undefined when the file has no stage, or is a template of one that BuildKit gets. */
export function summarize({ model, builder }: Analysis): Summary | undefined {
  const stage = model.target === undefined ? undefined : model.stages[model.target];
  if (!stage || isTemplate(model)) {
    return undefined;
  }
  const layers = stage.layersBefore + stage.layers;
  const isChosen = (other: Stage): boolean =>
    mayShip(model, other.index) || mayBeBuilt(model, other, builder);
  const isUnneeded = (other: Stage): boolean => isBuiltForNothing(model, other, builder);
  const chosen = model.stages.filter(isChosen);
  const builders = model.stages.filter((other) => other.role === 'builder' && !isChosen(other));
  const unneeded = model.stages.filter(isUnneeded);
  const unused = model.stages.filter((other) => other.role === 'unused' && !isUnneeded(other));
  const parts = [
    `The final image is ${stage.name === undefined ? '' : `${stageTitle(model, stage)}, `}${baseTitle(model, stage)}; this Dockerfile adds ${count(layers, 'layer')} to it.`,
    builders.length > 0 ? `${count(builders.length, 'stage')} only built to copy from.` : '',
    chosen.length > 0 ? `${count(chosen.length, 'stage')} that a build may choose.` : '',
    unneeded.length > 0
      ? `${count(unneeded.length, 'stage')} built though the final image does not need ${unneeded.length === 1 ? 'it' : 'them'}.`
      : '',
    unused.length > 0 ? `${count(unused.length, 'stage')} not built.` : '',
    builder === 'classic' ? 'Classic builder: an edit of any instruction reruns everything below it.' : '',
  ];
  return {
    text: `${count(layers, 'layer')} · ${count(model.stages.length, 'stage')}${builder === 'classic' ? ' · classic builder' : ''}`,
    tooltip: parts.filter((part) => part !== '').join(' '),
  };
}
