/**
 * Names and values in order of definition, on top of a parent scope that is never changed by it. Stages share what they
 * inherit instead of copying it, so that ten thousand stages built on each other stay cheap.
 */
export interface Scope<Value = string> {
  readonly own: Map<string, Value>;
  readonly parent: Scope<Value> | undefined;
  readonly depth: number;
}

/** Beyond this many parents a new scope copies what it inherits once, which bounds every later look-up. */
const MAX_DEPTH = 256;

/** A scope that starts with everything in `parent`. */
export function newScope<Value = string>(parent?: Scope<Value>): Scope<Value> {
  let base = parent;
  while (base?.own.size === 0) {
    base = base.parent;
  }
  if (!base) {
    return { own: new Map(), parent: undefined, depth: 0 };
  }
  return base.depth < MAX_DEPTH
    ? { own: new Map(), parent: base, depth: base.depth + 1 }
    : { own: flatten(base), parent: undefined, depth: 0 };
}

/** The same names and values, on top of the same parent. */
export function copyOfScope<Value>(scope: Scope<Value>): Scope<Value> {
  return { ...scope, own: new Map(scope.own) };
}

/** The value of a name, or undefined. */
export function lookUp<Value>(scope: Scope<Value>, name: string): Value | undefined {
  for (let at: Scope<Value> | undefined = scope; at; at = at.parent) {
    const value = at.own.get(name);
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}

/** All names and values; a name that was set again keeps its first place, as in BuildKit's addEnv. */
export function flatten<Value>(scope: Scope<Value>): Map<string, Value> {
  const chain: Scope<Value>[] = [];
  for (let at: Scope<Value> | undefined = scope; at; at = at.parent) {
    chain.push(at);
  }
  const all = new Map<string, Value>();
  for (const part of chain.reverse()) {
    for (const [name, value] of part.own) {
      all.set(name, value);
    }
  }
  return all;
}
