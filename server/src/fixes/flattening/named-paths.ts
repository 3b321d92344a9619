/** The parts of paths that texts name, each with what stands in front of it: a part, or nothing for the first one. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>;

/** What is named in some texts. */
export function namesIn(texts: readonly string[]): Names {
  const names = new Map<string, Set<string>>();
  for (const text of texts) {
    addNames(names, text.slice(0, MAX_TEXT));
  }
  return names;
}

/** Characters of one text that are looked at. */
const MAX_TEXT = 20_000;

/** Adds what another text names. Sets are never changed, so that a copy of the map may share them. */
export function addNames(names: Map<string, ReadonlySet<string>>, text: string): void {
  for (const [path] of text.matchAll(/[\w.@/+-]+/g)) {
    let above = '';
    for (const part of path.split('/')) {
      if (part !== '' && part !== '.') {
        const known = names.get(part);
        if (known?.has(above) !== true) {
          names.set(part, new Set([...(known ?? []), above]));
        }
        above = part;
      }
    }
  }
}
