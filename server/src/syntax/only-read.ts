/** Whether a script names a variable only to read it: each time behind `$` or `${`, and with nothing but its end behind it. */
export function isOnlyRead(script: string, name: string): boolean {
  for (let at = script.indexOf(name); at >= 0; at = script.indexOf(name, at + name.length)) {
    const before = script.slice(Math.max(at - 2, 0), at);
    const next = script[at + name.length] ?? '';
    const isWhole = !/\w$/.test(before) && !/\w/.test(next);
    const isRead = before === '${' ? next === '}' : before.endsWith('$');
    if (isWhole && !isRead) {
      return false;
    }
  }
  return true;
}
