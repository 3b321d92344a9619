/** Answers by their questions, the latest ones first to stay. */
export interface Remembered<T> {
  get(key: string): T | undefined;
  set(key: string, answer: T): void;
}

/** How much is remembered. */
export interface RememberedOptions<T> {
  /** What all answers together may cost. The latest one stays whatever it costs. */
  readonly limit: number;
  /** What one costs, more than 0. */
  readonly costOf: (answer: T) => number;
}

/** An empty memory. When it is full, what was asked for longest ago is forgotten first. */
export function createRemembered<T>({ limit, costOf }: RememberedOptions<T>): Remembered<T> {
  const answers = new Map<string, T>();
  let cost = 0;
  return {
    get: (key) => {
      const answer = answers.get(key);
      if (answer !== undefined) {
        answers.delete(key);
        answers.set(key, answer);
      }
      return answer;
    },
    set: (key, answer) => {
      const old = answers.get(key);
      if (old !== undefined) {
        answers.delete(key);
        cost -= costOf(old);
      }
      answers.set(key, answer);
      cost += costOf(answer);
      for (const [oldest, held] of answers) {
        if (cost <= limit || oldest === key) {
          break;
        }
        answers.delete(oldest);
        cost -= costOf(held);
      }
    },
  };
}
