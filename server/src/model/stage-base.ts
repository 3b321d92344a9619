import { expand } from './expand.ts';
import type { Frame } from './frame.ts';
import type { Base } from './types.ts';

/** A name in lower case may be an earlier stage; BuildKit looks names up as they are written (addState). */
export function baseOf(word: string, { escape, globalArgs, opened, contexts }: Frame): Base {
  const name = expand(word, escape, (variable) => globalArgs.get(variable)).text;
  const stage = opened.get(name);
  if (stage !== undefined && contexts?.has(name) !== true) {
    return { kind: 'stage', stage };
  }
  if (name === 'scratch') {
    return { kind: 'scratch' };
  }
  if (name === '') {
    return { kind: 'image', name: undefined };
  }
  if (name === word || !isBrokenReference(name)) {
    return { kind: 'image', name };
  }
  const partly = (unset: (variable: string) => string): string =>
    expand(word, escape, (variable) => globalArgs.get(variable) ?? unset(variable)).text;
  const partlyNamed = partly((variable) => `\${${variable}}`);
  const maybe = stagesLike(partly(() => UNSET).split(UNSET), opened);
  return maybe.length === 0
    ? { kind: 'image', name: partlyNamed }
    : { kind: 'image', name: partlyNamed, maybe };
}

/** The image that a stage certainly starts from, unless it is one for Windows. */
export function imageOf(base: Base, platform: string | undefined): string | undefined {
  const isWindows = platform?.toLowerCase().startsWith('windows') === true;
  const isKnown = base.kind === 'image' && base.maybe === undefined && !isWindows;
  return isKnown ? base.name : undefined;
}

/** No name holds this character, so that what stands between variables is found again. */
const UNSET = '\u0000';

/** The stages whose names begin and end like what is known of a name. */
function stagesLike(parts: readonly string[], opened: ReadonlyMap<string, number>): readonly number[] {
  const [start = ''] = parts;
  const end = parts[parts.length - 1] ?? '';
  return [...opened].flatMap(([name, stage]) =>
    name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end) ? [stage] : [],
  );
}

/**
 * Whether what is left of a name without the values of its variables is no reference to an image: `node:-slim`, `registry//node`,
 * `base-`. It never is one in a build that works, so somebody gives a value (github.com/distribution/reference, regexp.go).
 */
function isBrokenReference(name: string): boolean {
  return /^[/:@._-]|[/:@._-]$|[/:@][/:@._-]|[._-][/:@]/.test(name);
}
