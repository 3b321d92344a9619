import type { SummaryResult } from '../../../shared/wire.ts';
import { dockerRunCommand } from '../insights/docker-run.ts';
import { summarize } from '../insights/summary.ts';
import type { Analysed } from './analyses.ts';

/** What the status bar says of a document, or null when it has no stage. */
export function summaryOf({ analysis }: Analysed): SummaryResult | null {
  const summary = summarize(analysis);
  return summary === undefined
    ? null
    : { text: summary.text, tooltip: summary.tooltip, dockerRun: dockerRunCommand(analysis.model) ?? null };
}
