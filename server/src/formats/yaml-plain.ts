/** A value of `yamlValue` with plain objects in place of Maps whose keys are texts; other keys are left out. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plainValue);
  }
  return value instanceof Map
    ? // Unlike an assignment, this makes `__proto__` a property like any other.
      Object.fromEntries(
        [...value].flatMap(([key, one]: [unknown, unknown]) =>
          typeof key === 'string' ? [[key, plainValue(one)]] : [],
        ),
      )
    : value;
}
