import { baseTitle, stageTitle } from './stage-words.ts';
import { count } from './text.ts';
import type { Analysis, Summary } from './types.ts';

/** One line for the status bar, or undefined when the file has no stage. */
export function summarize({ model }: Analysis): Summary | undefined {
  const stage = model.target === undefined ? undefined : model.stages[model.target];
  if (!stage) {
    return undefined;
  }
  const layers = stage.layersBefore + stage.layers;
  const builders = model.stages.filter((other) => other.role === 'builder');
  const unused = model.stages.filter((other) => other.role === 'unused');
  const parts = [
    `The final image is ${stageTitle(stage)}, ${baseTitle(model, stage)}; this Dockerfile adds ${count(layers, 'layer')} to it.`,
    builders.length > 0 ? `${count(builders.length, 'stage')} only built to copy from.` : '',
    unused.length > 0 ? `${count(unused.length, 'stage')} not built.` : '',
  ];
  return {
    text: `${count(layers, 'layer')} · ${count(model.stages.length, 'stage')}`,
    tooltip: parts.filter((part) => part !== '').join(' '),
  };
}
