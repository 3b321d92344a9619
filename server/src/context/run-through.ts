/** Runs a computation that pauses between its steps to its end without a pause. */
export function runThrough<T>(steps: Iterator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      return value;
    }
  }
}
