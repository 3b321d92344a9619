import { cluesOf, contextClues, type ContextClues } from '../../insights/context-clues.ts';
import { sameOptions } from '../../model/build-again.ts';
import { turn } from '../../workspace/slices.ts';
import type { Analyses } from '../analyses.ts';
import type { Documents } from '../documents.ts';

/** What the text of an open document says of its context now. */
export async function cluesNow(uri: string, documents: Documents, analyses: Analyses): Promise<ContextClues> {
  const analysed = await analyses.of(uri);
  // What was asked about the document is answered before anything is read.
  await turn();
  if (analysed === undefined) {
    return contextClues(documents.get(uri)?.getText() ?? '');
  }
  const { model } = analysed.analysis;
  // A model of its own, and its memory, only where what is known of the build makes another one.
  return sameOptions(model.options, {}) ? cluesOf(model) : contextClues(model.file.text, model.file);
}
