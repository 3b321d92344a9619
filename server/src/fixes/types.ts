/** How sure it is that the image stays the same. There is no fix at all where neither can be shown (design.md, Fix safety). */
export type Safety = 'safe' | 'review';

/** Replaces the text between two UTF-16 offsets. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Edits of one file, not overlapping, ascending. */
export type FileEdit =
  | { readonly file: 'dockerfile'; readonly edits: readonly TextEdit[] }
  /** A file of the build context by its path relative to the root. `text` is all of its new text; it is created when `exists` is false. */
  | { readonly file: 'context'; readonly path: string; readonly exists: boolean; readonly text: string }
  /** A Compose file by its place, as Compose's reader names it. It keeps its comments, order and quoting: only the edits change. */
  | { readonly file: 'compose'; readonly place: string; readonly edits: readonly TextEdit[] };

/** A quick fix. */
export interface Fix {
  /** What the light bulb shows; names what to review where `safety` is `review`. */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FileEdit[];
}
