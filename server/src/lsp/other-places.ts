import type { Range } from 'vscode-languageserver';
import { otherTextOf } from '../insights/fixes/other-text.ts';
import type { OtherFile, OtherPlace } from '../rules/types.ts';
import { lineStartsOf } from '../syntax/lines.ts';
import { positionAt } from '../syntax/positions.ts';
import type { Analysed } from './analyses.ts';

/** How other files are named and seen. */
export interface OtherFiles {
  /** The URI of a context file by its path from the context's root, or undefined where there is no disk. */
  readonly contextUri: (analysed: Analysed, path: string) => string | undefined;
  /** The URI of a Compose file by its place, or undefined where there is no disk. */
  readonly composeUri: (place: string) => string | undefined;
  /** The document that is open under a URI. */
  readonly openDocument: (uri: string) => OpenDocument | undefined;
}

/** A document as it is now. */
export interface OpenDocument {
  readonly version: number;
  readonly text: string;
}

/** A place in another file as a client names it. */
export interface LocatedPlace {
  readonly uri: string;
  readonly range: Range;
  /** The text that the range counts in. */
  readonly text: string;
}

/** The URI of another file; undefined where there is no disk. */
export function otherUri(
  analysed: Analysed,
  file: OtherFile,
  { contextUri, composeUri }: OtherFiles,
): string | undefined {
  return file.kind === 'context' ? contextUri(analysed, file.path) : composeUri(file.place);
}

/** Where something stands in another file; undefined for a file whose text or URI is not known. */
export function locatedPlace(
  analysed: Analysed,
  { file, span }: OtherPlace,
  options: OtherFiles,
): LocatedPlace | undefined {
  const uri = otherUri(analysed, file, options);
  const text = otherTextOf(analysed.analysis.facts, file);
  if (uri === undefined || text === undefined) {
    return undefined;
  }
  const lines = { text, lineStarts: lineStartsOf(text) };
  const range = { start: positionAt(lines, span.start), end: positionAt(lines, span.end) };
  return { uri, range, text };
}
