import {
  appendFile,
  chmod,
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Dice } from './dice.ts';
import { FILES, LINKS } from './various-context.ts';

/** Does one thing to a context, and says what in words. */
export type FileEdit = (folder: string, dice: Dice) => Promise<string>;

type Act = (path: string, dice: Dice) => Promise<void>;
type Places = readonly [string, ...string[]];

const FOLDERS: Places = ['lib', 'lib/sub', 'src', 'src/deep', 'hollow', 'src/hollow'];

const LINKED = LINKS.map(([path]) => path);

const IGNORED: Places = [
  'lib/c.txt',
  'src/deep',
  '**/*.md',
  '!src/deep/e.txt',
  '!lib',
  '# comment',
  '/lib/b.txt',
  '**/sub',
  '!**/sub/*',
  'src/*/',
  '*.t?t',
  'hollow',
  '!lib/b.txt',
  'l*',
  'lib/',
];

/** Everything that may happen to a context between two builds. */
export const FILE_EDITS: readonly [FileEdit, ...FileEdit[]] = [
  at('edits', FILES, (path) => appendFile(path, 'more')),
  at('edits', FILES, (path) => appendFile(path, 'more')),
  at('removes', FILES, (path) => rm(path)),
  at('makes executable', FILES, (path) => chmod(path, 0o755)),
  at('makes private', FILES, (path) => chmod(path, 0o600)),
  at('touches', [...FILES, ...FOLDERS], (path) => utimes(path, 1, 2)),
  at('renames', FILES, (path) => rename(path, path.replace(/(\.\w+)$/, '-new$1'))),
  at('writes again', FILES, async (path) => {
    const text = await readFile(path);
    await rm(path);
    await writeFile(path, text);
  }),
  at(
    'adds',
    ['new.txt', 'new.md', 'lib/new.txt', 'lib/sub/new.txt', 'src/deep/new.md', 'hollow/new.txt'],
    (path) => writeFile(path, 'new'),
  ),
  at('adds folder', ['empty', 'lib/empty', 'src/empty', 'src/deep/sub'], async (path) => {
    await mkdir(path);
  }),
  at('fills folder', ['full', 'lib/full', 'src/deep/full'], async (path) => {
    await mkdir(path);
    await writeFile(join(path, 'b.txt'), 'full');
  }),
  at('removes folder', FOLDERS, (path) => rm(path, { recursive: true })),
  at('copies folder', FOLDERS, (path) => cp(path, `${path}2`, { recursive: true, verbatimSymlinks: true })),
  at('links', ['link', 'lib/link', 'src/deep/link'], (path) => symlink('nowhere', path)),
  at('links to a file', ['link', 'lib/link'], (path, { pick }) =>
    symlink(pick(['b.txt', '/a.txt', 'sub']), path),
  ),
  at('leads elsewhere', LINKED, async (path, { pick }) => {
    await rm(path);
    await symlink(pick(['b.md', 'src', 'c.txt', '/src/d.txt', basename(path)]), path);
  }),
  at('makes a file of', [...LINKED, 'hollow'], async (path) => {
    await rm(path, { recursive: true });
    await writeFile(path, 'file');
  }),
  at('packs', ['archive.tar'], async (path) => {
    await writeFile(path, (await readFile(path, 'utf8')).replace('packed ', 'PACKED '));
  }),
  ...['first', 'last'].map((end) => (folder: string, dice: Dice) => addIgnored(folder, dice, end)),
  async (folder) => {
    const path = join(folder, '.dockerignore');
    const [, ...lines] = (await textOf(path)).split('\n');
    await writeFile(path, lines.join('\n'));
    return 'ignores one thing less';
  },
  async (folder) => {
    await rm(join(folder, '.dockerignore'), { force: true });
    return 'ignores nothing';
  },
  async (folder, { pick }) => {
    const line = pick(IGNORED);
    await writeFile(join(folder, 'Dockerfile.dockerignore'), `${line}\n`);
    return `ignores ${line} alone, by the Dockerfile's own file`;
  },
];

/**
 * The mode of a folder counts where BuildKit gets the whole context anew. Where it gets what has changed since the last build of the
 * same folder, it overlooks this (DiskWriter.HandleChange of fsutil tells nobody of a folder that is still there).
 */
export const FOLDER_EDITS: readonly [FileEdit, ...FileEdit[]] = [
  at('closes folder', FOLDERS, (path) => chmod(path, 0o700)),
  at('opens folder', FOLDERS, (path) => chmod(path, 0o775)),
];

async function addIgnored(folder: string, { pick }: Dice, end: string): Promise<string> {
  const path = join(folder, '.dockerignore');
  const line = pick(IGNORED);
  const text = await textOf(path);
  await writeFile(path, end === 'first' ? `${line}\n${text}` : `${text}${line}\n`);
  return `ignores ${line}, ${end}`;
}

/** An earlier edit may have removed it. */
function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

/** An edit of one of some places; where nothing is, nothing happens. */
function at(verb: string, places: Places | readonly string[], act: Act): FileEdit {
  return async (folder, dice) => {
    const path = places[dice.roll(places.length)] ?? '';
    try {
      await act(join(folder, path), dice);
    } catch {
      return `${verb} ${path} in vain`;
    }
    return `${verb} ${path}`;
  };
}
