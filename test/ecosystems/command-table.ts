import assert from 'node:assert/strict';
import { mayInstall } from '../../server/src/ecosystems/may-install.ts';
import type { RunPart } from '../../server/src/ecosystems/run-part.ts';
import { partsOf } from './read-command.ts';

const INSTALLS: ReadonlySet<string> = new Set(['install', 'packages', 'system']);

/** A shell command, and what is read of its install, or else of its first part; behind `<` the command that only downloads. */
export type CommandTable = readonly (readonly [command: string, expected: string])[];

/** One test a line of the table. */
export function checkCommands(title: string, table: CommandTable): void {
  describe(title, () => {
    for (const [text, expected] of table) {
      it(text, () => {
        const parts = partsOf(text);
        const part = parts.find(({ install }) => install !== undefined) ?? parts[0];
        assert.equal(part && summary(part), expected);
        // What is read of a shell is only asked for where the quick look says that it may be worth it.
        assert.ok(mayInstall({ text }) || !parts.some(({ role }) => INSTALLS.has(role)), 'not looked at');
      });
    }
  });
}

/** `npm client: package.json, frozen`, or a role; where the manifest has no one name, the first that it may have. */
function summary({ role, install, ecosystem }: RunPart): string {
  if (install === undefined) {
    return ecosystem === undefined ? role : `${ecosystem} ${role}`;
  }
  const { directory, manifests, anchors = [] } = install;
  const where = directory === '' ? '' : ` ${directory}`;
  const facts = [
    `${install.ecosystem.id}${where}: ${manifests.length > 0 ? manifests.join(' ') : (anchors[0] ?? '')}`,
    ...(install.frozen ? ['frozen'] : []),
    ...(install.scripts ? [] : ['no scripts']),
    ...(install.obstacle === undefined ? [] : ['obstacle']),
  ];
  return `${facts.join(', ')}${install.downloadOnly === undefined ? '' : ` < ${install.downloadOnly}`}`;
}
