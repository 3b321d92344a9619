/**
 * A text with the values of the variables that stand in it as `$NAME` or `${NAME}`. One that is not known stays as it is written, and
 * is not taken for an empty one as a build would.
 */
export function withValues(text: string, valueOf: (name: string) => string | undefined): string {
  return text.includes('$')
    ? text.replace(
        /\$(?:\{(\w+)\}|(\w+))/g,
        (all, braced?: string, plain?: string) => valueOf(braced ?? plain ?? '') ?? all,
      )
    : text;
}
