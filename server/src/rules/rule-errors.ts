/** Told of a rule that threw. What it throws itself reaches the caller of `checkRules`. */
export type RuleErrorListener = (rule: string, error: unknown) => void;

let current: RuleErrorListener = () => undefined;

/**
 * Sets who is told when a rule throws, which is always a bug of ours. Nobody is by default, so that one broken rule costs
 * a person its own findings and nothing else; tests set a listener that throws, a server one that logs.
 */
export function reportRuleErrorsTo(listener: RuleErrorListener): void {
  current = listener;
}

/** Runs a piece of a rule; if it throws, tells the listener and returns `otherwise`. */
export function isolated<T>(rule: string, otherwise: T, run: () => T): T {
  try {
    return run();
  } catch (error) {
    current(rule, error);
    return otherwise;
  }
}
