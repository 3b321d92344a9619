/**
 * The same search, remembered with each subject (a model, facts, a context) for what was last given beside it: several rules ask
 * one question at every keystroke, and each fix of many findings asks it again.
 */
export function rememberedWith<Subject extends object, Rest extends readonly unknown[], Found>(
  find: (subject: Subject, ...given: Rest) => Found,
): (subject: Subject, ...given: Rest) => Found {
  const remembered = new WeakMap<Subject, { readonly given: Rest; readonly found: Found }>();
  return (subject, ...given) => {
    const known = remembered.get(subject);
    if (known?.given.every((one, index) => one === given[index]) === true) {
      return known.found;
    }
    const found = find(subject, ...given);
    remembered.set(subject, { given, found });
    return found;
  };
}
