import assert from 'node:assert/strict';
import type { CommandTable } from './command-table.ts';
import { described, partsOf } from './read-command.ts';

/** As `checkCommands`, for installs whose project is found by `anchors`: the first one stands where manifests are named. */
export function checkAnchored(title: string, table: CommandTable): void {
  describe(title, () => {
    for (const [text, expected] of table) {
      it(text, () => {
        const parts = partsOf(text);
        const part = parts.find(({ install }) => install !== undefined) ?? parts[0];
        assert.ok(part);
        const { anchors = [], downloadOnly } = part.install ?? {};
        const told = described(part).replace(': ', `: ${anchors[0] ?? ''}`);
        assert.equal(`${told}${downloadOnly === undefined ? '' : ` < ${downloadOnly}`}`, expected);
      });
    }
  });
}
