/**
 * What crosses the wire between the extension and the server besides LSP itself. Both sides import this file and nothing
 * of each other. Experimental: names and shapes may change with any version, since the two always ship together.
 */

/** `initialize`'s `initializationOptions`. Every part is optional: an editor that sends none gets plain LSP. */
export interface InitializationOptions {
  /** Commands of {@link ClientCommand} that the client has; lenses without them are shown but do nothing. */
  readonly commands?: readonly string[];
  /** True when `[line 4](file:///…#L4)` in a hover leads to that line. */
  readonly lineLinks?: boolean;
  /** The `strata` section, for clients without `workspace/configuration`. */
  readonly settings?: unknown;
}

/** Commands that the server asks the client to run. */
export const ClientCommand = {
  /** {@link ExplainArguments} */
  explain: 'strata.explain',
  /** {@link CopyTextArguments} */
  copyText: 'strata.copyText',
} as const;

/** Which document, and the zero-based position whose hover is to be shown. */
export type ExplainArguments = readonly [uri: string, line: number, character: number];

/** What to put on the clipboard. */
export type CopyTextArguments = readonly [text: string];

/** Request: a summary of an open document. Answers {@link SummaryResult}, or null when there is nothing to say. */
export const SUMMARY_REQUEST = 'strata/summary';

/** Parameters of {@link SUMMARY_REQUEST}. */
export interface SummaryParams {
  readonly uri: string;
}

/** What the status bar shows, and what its commands need. */
export interface SummaryResult {
  /** `4 layers · 2 stages`. */
  readonly text: string;
  readonly tooltip: string;
  /** `docker run -p 3000:3000 IMAGE`, or null when the image exposes nothing. */
  readonly dockerRun: string | null;
}
