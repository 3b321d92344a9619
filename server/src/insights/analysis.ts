import { reachOf } from '../cache/reach.ts';
import { buildModel } from '../model/build.ts';
import { checkRules } from '../rules/check.ts';
import { parse } from '../syntax/parse.ts';
import { lazyFrequency } from './content.ts';
import type { Analysis, AnalysisInput } from './types.ts';

/** Reads a Dockerfile whole. Never throws; any text has an analysis. */
export function analyze(input: AnalysisInput): Analysis {
  const model = buildModel(parse(input.text), input.build);
  const { context, history, compose, builder = 'buildkit' } = input;
  const frequency = lazyFrequency(model, context, history);
  const facts = { model, context, frequency, builder, compose };
  return {
    model,
    facts,
    builder,
    reach: reachOf(model, builder),
    frequency,
    history,
    findings: checkRules(facts, input.rules),
  };
}
