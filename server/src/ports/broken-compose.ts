import { parseAllDocuments } from 'yaml';
import { nestsTooDeep } from '../formats/yaml-nesting.ts';
import type { ComposeFacts } from './types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';

/**
 * True where one of the Compose files is no YAML: what the reader makes of the rest of it is not what is meant, and Compose
 * starts nothing from it. Remembered with the texts, which all that is asked of single services has in common.
 */
export function isBroken({ texts }: ComposeFacts): boolean {
  return holdsBroken(texts);
}

const holdsBroken = rememberedWith((texts: ComposeFacts['texts']): boolean =>
  [...texts].some(([place, text]) => /\.ya?ml$/i.test(place) && hasErrors(text)),
);

function hasErrors(text: string): boolean {
  if (nestsTooDeep(text)) {
    return true;
  }
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, strict: false });
    return documents.some(({ errors }) => errors.length > 0);
  } catch {
    return true;
  }
}
