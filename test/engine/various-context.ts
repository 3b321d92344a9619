import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dice } from './dice.ts';
import { writeFolder } from './folders.ts';
import { tarOf } from './tar-of.ts';

/** A build context. */
export interface VariousContext {
  /** Texts by path; a path that ends in `/` is an empty folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Targets of symlinks by path. */
  readonly links: ReadonlyMap<string, string>;
}

/** The files that every such context has. */
export const FILES = [
  'a.txt',
  'b.md',
  'two words.txt',
  'lib/b.txt',
  'lib/c.txt',
  'lib/sub/x.md',
  'lib/run.sh',
  'src/d.txt',
  'src/deep/e.txt',
  'src/deep/er/f.md',
] as const;

/** The symlinks that most of them have. */
export const LINKS: readonly (readonly [path: string, target: string])[] = [
  ['link.txt', 'a.txt'],
  ['linked', 'lib'],
  ['lib/up', '../a.txt'],
  ['src/deep/root', '/lib/b.txt'],
  ['src/nowhere', 'nothing'],
];

const IGNORED: readonly [string[], ...string[][]] = [
  [],
  ['src/deep'],
  ['*.md', '!b.md'],
  ['**/*.md', '!lib/sub/x.md'],
  ['lib', '!lib/b.txt'],
  ['lib/*', '!lib/sub', '!lib/b.txt'],
  ['src/**', '!src/d.txt', '# comment', ''],
  ['**/e.txt', '/b.md', 'hollow'],
  ['*', '!a.txt', '!lib/**', '!src/d.txt', '!archive.tar', '!*words*', '!link*'],
];

/** Some files, folders and symlinks, with an ignore file or two. Every text is of this seed alone. */
export function variousContext(seed: number, dice: Dice): VariousContext {
  const files = new Map<string, string>(FILES.map((path) => [path, `${path} ${seed}\n`]));
  files.set('hollow/', '');
  files.set('src/hollow/', '');
  files.set('archive.tar', tarOf(new Map([['packed.txt', `packed ${seed}\n`]])));
  // A copy of everything need not bring the Dockerfile, which many edits change.
  const own = dice.roll(4) === 0 ? [] : ['Dockerfile*'];
  files.set('.dockerignore', [...own, ...dice.pick(IGNORED), ''].join('\n'));
  if (dice.roll(5) === 0) {
    files.set('Dockerfile.dockerignore', [...own, ...dice.pick(IGNORED), ''].join('\n'));
  }
  const links = new Map(dice.roll(8) === 0 ? [] : LINKS);
  return { files, links };
}

/** Writes a context into a folder. */
export async function writeContext(folder: string, { files, links }: VariousContext): Promise<void> {
  await writeFolder(folder, files);
  for (const [path, target] of links) {
    await symlink(target, join(folder, path));
  }
  for (const path of files.keys()) {
    if (path.endsWith('/')) {
      await chmod(join(folder, path), 0o755);
    }
  }
}
