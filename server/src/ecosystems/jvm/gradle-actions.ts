/**
 * A build script without the bodies of `doLast` and `doFirst`: they run when their task does, and not while the build is
 * configured (docs.gradle.org, "Build Lifecycle"). Those whose end can't be told stay. For a script without comments.
 */
export function withoutActions(script: string): string {
  const kept: string[] = [];
  let at = 0;
  ACTION.lastIndex = 0;
  for (let found = ACTION.exec(script); found !== null; found = ACTION.exec(script)) {
    const open = found.index + found[0].length;
    const close = endOfBlock(script, open);
    if (close === undefined) {
      break;
    }
    kept.push(script.slice(at, open));
    at = close;
    ACTION.lastIndex = close;
  }
  return at === 0 ? script : kept.join('') + script.slice(at);
}

/** `doLast {`, `doLast({` and `doLast() {`. */
const ACTION = /\bdo(?:Last|First)\b\s{0,4}(?:\(\s{0,4}\)?\s{0,4})?\{/g;

/** Behind these a slash begins a text of Groovy rather than divides. */
const BEFORE_TEXT = new Set('=(,~[{}:?&|!<>+\n;$');

/**
 * Where the bracket closes that stands open before an index. Undefined where it does not, and where quotes and slashes may mean one
 * thing in Groovy and another in Kotlin.
 */
function endOfBlock(script: string, from: number): number | undefined {
  /** What closes each bracket and text that is open. */
  const closers = ['}'];
  let before = '{';
  for (let index = from; index < script.length; index++) {
    const char = script[index] ?? '';
    const closer = closers[closers.length - 1] ?? '';
    if (closer !== '}') {
      const isLong = closer.length === 3;
      if (char === '\\') {
        if (isLong) {
          return undefined;
        }
        index++;
      } else if (script.startsWith(closer, index)) {
        closers.pop();
        index += closer.length - 1;
      } else if (char === '\n' && !isLong) {
        return undefined;
      } else if (char === '$' && script[index + 1] === '{' && closer.startsWith('"')) {
        closers.push('}');
        index++;
        before = '{';
      }
      continue;
    }
    if (char === '}') {
      closers.pop();
      if (closers.length === 0) {
        return index;
      }
    } else if (char === '{') {
      closers.push('}');
    } else if (char === '"' || char === "'") {
      const long = char.repeat(3);
      const isLong = script.startsWith(long, index);
      closers.push(isLong ? long : char);
      index += isLong ? 2 : 0;
    } else if (char === '/' && (BEFORE_TEXT.has(before) || hasAnotherSlash(script, index))) {
      return undefined;
    }
    before = char === ' ' || char === '\t' ? before : char;
  }
  return undefined;
}

/** Whether a line goes on with another slash, so that the two may be around a text of Groovy. */
function hasAnotherSlash(script: string, index: number): boolean {
  const next = script.indexOf('/', index + 1);
  const end = script.indexOf('\n', index);
  return next >= 0 && (end < 0 || next < end);
}
