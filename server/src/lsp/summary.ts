import type { SummaryResult } from '../../../shared/wire.ts';
import { dockerRun } from '../insights/ports/docker-run.ts';
import { contextTitle } from '../insights/context-choices.ts';
import { summarize } from '../insights/summary.ts';
import type { Analysis } from '../insights/types.ts';
import { contextDoubt, contextReason } from '../insights/words/context-words.ts';
import type { Analysed } from './analyses.ts';

/** What the status bar says of a document, or null when it has no stage. */
export function summaryOf({ analysis, choice }: Analysed): SummaryResult | null {
  const summary = summarize(analysis);
  const showContext = (): string => analysis.context?.label ?? '.';
  return summary === undefined
    ? null
    : {
        text: summary.text,
        tooltip: tooltipOf(summary.tooltip, analysis),
        dockerRun: dockerRun(analysis.facts)?.command ?? null,
        context: (choice && contextTitle(choice, showContext, contextDoubt(analysis))) ?? null,
      };
}

/** With the build context and why it is that one. */
function tooltipOf(tooltip: string, analysis: Analysis): string {
  const reason = contextReason(analysis);
  return reason === undefined
    ? tooltip
    : `${tooltip} Build context ${analysis.context?.label ?? '.'}: ${reason}`;
}
