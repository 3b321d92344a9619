/** Milliseconds for which output is gathered, and characters of a build's output that are handed on. */
const GATHERED = 200;
const MAX_OUTPUT = 5_000_000;

/** Hands output on in pieces that are worth a message, and not more of it than anybody reads. */
export function gatherOutput(send: (text: string) => void): { add: (text: string) => void; end: () => void } {
  let parts: string[] = [];
  let left = MAX_OUTPUT;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (parts.length > 0) {
      send(parts.join(''));
      parts = [];
    }
  };
  return {
    add: (text) => {
      if (text === '' || left <= 0) {
        return;
      }
      left -= text.length;
      parts.push(left > 0 ? text : 'There is more output, which is not shown here.\n');
      timer ??= setTimeout(flush, GATHERED);
    },
    end: flush,
  };
}
