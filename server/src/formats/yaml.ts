import { parseDocument } from 'yaml';
import { nestsTooDeep } from './yaml-nesting.ts';

/** Aliases that one text may spend: more is an attack, not a configuration. */
const MAX_ALIASES = 100;

/**
 * The plain value of a YAML text's only document; undefined for what can't be read, holds several documents or nests too
 * deep. Maps are Maps, since keys come from files.
 */
export function yamlValue(text: string): unknown {
  if (nestsTooDeep(text)) {
    return undefined;
  }
  try {
    const document = parseDocument(text, { prettyErrors: false, strict: false, uniqueKeys: false });
    return document.errors.length > 0
      ? undefined
      : document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES });
  } catch {
    return undefined;
  }
}
