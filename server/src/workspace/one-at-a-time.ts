/** Work that is asked for more often than it has to be done. */
export interface OneAtATime {
  /** Does the work soon: once for all that ask meanwhile, and once more for those that ask while it is done. */
  ask(): void;
  /** Resolves when all that was asked for is done; at once when it is. */
  settled(): Promise<void>;
}

/**
 * Puts off work and never does it twice at a time, so that a person who types costs no more than one who pauses.
 * @param run never rejects
 * @param pause resolves when the work may begin; never rejects
 */
export function oneAtATime(run: () => Promise<void>, pause: () => Promise<void>): OneAtATime {
  let working: Promise<void> | undefined;
  let asked = false;

  const work = async (): Promise<void> => {
    while (asked) {
      await pause();
      asked = false;
      await run();
    }
    working = undefined;
  };

  return {
    ask: () => {
      asked = true;
      working ??= work();
    },
    settled: () => working ?? Promise.resolve(),
  };
}
