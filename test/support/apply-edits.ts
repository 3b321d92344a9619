import assert from 'node:assert/strict';
import type { TextEdit } from '../../server/src/fixes/types.ts';

/** The text after edits that ascend and don't overlap; fails on others, since editors do too. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, newText } of edits) {
    assert.ok(
      start >= at && end >= start && end <= text.length,
      'edits ascend, do not overlap and fit the text',
    );
    parts.push(text.slice(at, start), newText);
    at = end;
  }
  return parts.join('') + text.slice(at);
}
