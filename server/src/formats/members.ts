/** The members of a plain object or Map that a format was read to, by name; undefined for anything else. */
export function members(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (value instanceof Map) {
    return new Map([...value].map(([key, member]) => [String(key), member as unknown]));
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : undefined;
}

/** The value at a path of names below a value; undefined where there is none. */
export function memberAt(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    at = members(at)?.get(name);
  }
  return at;
}

/** The texts of a list; whatever else it holds is left out. Empty for anything but a list. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
