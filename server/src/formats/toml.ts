import { parse } from 'smol-toml';

/** Levels of a TOML text that is parsed: manifests have about five. */
const MAX_DEPTH = 100;

/** The tables of a TOML text as plain objects; undefined when it can't be read. Read them by `members`: keys come from files. */
export function tomlValue(text: string): unknown {
  try {
    return parse(text.startsWith('\ufeff') ? text.slice(1) : text, {
      maxDepth: MAX_DEPTH,
      integersAsBigInt: 'asNeeded',
    });
  } catch {
    return undefined;
  }
}
