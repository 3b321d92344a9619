import { builtOnlyFor } from '../model/built-stages.ts';
import type { Model } from '../model/types.ts';
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
    : { ...finding, message: `In builds of ${imageTitle(image)}, ${asClause(finding.message)}` };
}

/** A sentence behind others of its own; what stands in backticks and names keep their letters. */
function asClause(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}` : sentence;
}
