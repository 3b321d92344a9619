/** The names of variables that a shell's text refers to: `$NAME`, `${NAME:-…}`. */
export function namedVariables(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name));
}
