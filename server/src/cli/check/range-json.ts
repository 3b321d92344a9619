import { positionAt } from '../../syntax/positions.ts';
import type { Span } from '../../syntax/types.ts';
import type { CheckedFile } from './checked-file.ts';

/** A range: lines and columns are 1-based, columns count UTF-16 units, the end is behind the last one. */
export interface RangeJson {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A span of a checked file as lines and columns. */
export function rangeJson({ file }: Pick<CheckedFile, 'file'>, { start, end }: Span): RangeJson {
  const from = positionAt(file, start);
  const to = positionAt(file, end);
  return {
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}
