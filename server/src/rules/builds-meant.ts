import { builtOnlyFor } from '../model/built-stages.ts';
import { namesWork } from '../model/handed-on.ts';
import type { Model, Stage } from '../model/types.ts';
import { imageTitle } from './layer-words.ts';
import type { Finding, Rule } from './types.ts';

/**
 * A finding of what happens in builds, with whose builds these are where the target does without the stage: whoever builds another stage
 * by Compose does not see it happen.
 */
export function withBuildsMeant(finding: Finding, { ofBuilds }: Rule, model: Model): Finding {
  const stage = ofBuilds === true ? model.stages[model.nodes[finding.node]?.stage ?? -1] : undefined;
  const image = builtOnlyFor(model, stage);
  return image === undefined
    ? finding
    : {
        ...finding,
        message: `In builds of ${imageTitle(image)}, ${asClause(finding.message)}`,
        severity: isLeftForWork(model, image) ? 'hint' : finding.severity,
      };
}

/**
 * Whether nobody names an image that a build without a target makes, and its name says that people develop or test with it, on top of a
 * stage of the file: the project itself builds another one.
 */
function isLeftForWork({ options }: Model, { name = '', base }: Stage): boolean {
  return base.kind === 'stage' && namesWork(name) && options.others?.includes(name) !== true;
}

/** A sentence behind others of its own; what stands in backticks and names keep their letters. */
function asClause(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}` : sentence;
}
