import { otherTextOf } from '../../insights/fixes/other-text.ts';
import type { Facts, OtherPlace } from '../../rules/types.ts';
import { lineStartsOf } from '../../syntax/lines.ts';
import { positionAt } from '../../syntax/positions.ts';
import { otherPath } from '../other-path.ts';

/** `compose.yaml:90:21`, where a finding says that another file makes the mistake; undefined where its text is not known. */
export function elsewhere(facts: Facts, at: OtherPlace | undefined, cwd: string): string | undefined {
  const text = at && otherTextOf(facts, at.file);
  if (at === undefined || text === undefined) {
    return undefined;
  }
  const { line, character } = positionAt({ text, lineStarts: lineStartsOf(text) }, at.span.start);
  return `${otherPath(at.file, facts, cwd)}:${line + 1}:${character + 1}`;
}
