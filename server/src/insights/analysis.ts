import { reachOf } from '../cache/reach.ts';
import { isContradicted } from '../fixes/missing-source/contradicted.ts';
import { buildModel } from '../model/build.ts';
import { buildModelAgain, sameOptions } from '../model/build-again.ts';
import { checkRules } from '../rules/check.ts';
import { parse } from '../syntax/parse.ts';
import { lazyFrequency } from './content.ts';
import type { Analysis, AnalysisInput } from './types.ts';

/**
 * Reads a Dockerfile. Never throws; any text has an analysis. With `before`, the analysis of an earlier version, what has not
 * changed since is not worked out again: the result says the same.
 */
export function analyze(input: AnalysisInput, before?: Analysis): Analysis {
  const file = parse(input.text, before?.model.file);
  const model =
    before === undefined
      ? buildModel(file, input.build)
      : buildModelAgain(file, input.build ?? {}, before.model);
  const { history, compose, writing, builder = 'buildkit' } = input;
  const isOther = input.context !== undefined && isContradicted(model, input.context, before?.model);
  const context = isOther ? undefined : input.context;
  const frequency = lazyFrequency(model, context, history);
  const facts = { model, context, frequency, builder, compose, writing };
  const isInSamePlace =
    before !== undefined &&
    before.facts.context === context &&
    before.history === history &&
    before.facts.compose === compose &&
    before.builder === builder &&
    sameOptions(before.model.options, model.options);
  return {
    model,
    facts,
    builder,
    reach: reachOf(model, builder),
    frequency,
    context: input.context,
    history,
    findings: checkRules(facts, input.rules, { before: isInSamePlace ? before.facts : undefined }),
  };
}
