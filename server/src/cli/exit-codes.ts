/** What the exit code of `strata` says (docs/cli.md). */
export const EXIT = {
  fine: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** Wrong use or unreadable input. */
  misuse: 2,
} as const;
