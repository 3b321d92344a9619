import { appendFile, chmod, mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from '../../server/src/syntax/parse.ts';
import { numbers } from './generated.ts';

/** What was edited, in words, and the build arguments that are given from then on. */
export interface Edited {
  readonly what: string;
  readonly args: ReadonlyMap<string, string>;
}

type Pick = <T>(items: readonly [T, ...T[]]) => T;
type Edit = (folder: string, pick: Pick) => Promise<string>;

const FILES = ['a.txt', 'lib/b.txt', 'lib/c.txt', 'src/d.txt', 'src/deep/e.txt'] as const;

const FILE_EDITS: readonly [Edit, ...Edit[]] = [
  (folder, pick) => onFile(pick(FILES), 'edits', (path) => appendFile(join(folder, path), 'more')),
  (folder, pick) => onFile(pick(FILES), 'removes', (path) => rm(join(folder, path))),
  (folder, pick) => onFile(pick(FILES), 'makes executable', (path) => chmod(join(folder, path), 0o755)),
  (folder, pick) => onFile(pick(FILES), 'touches', (path) => utimes(join(folder, path), 1, 2)),
  (folder, pick) =>
    onFile(pick(FILES), 'renames', (path) => rename(join(folder, path), join(folder, `${path}.txt`))),
  (folder, pick) =>
    onFile(pick(['new.txt', 'lib/new.txt', 'src/deep/new.md']), 'adds', (path) =>
      writeFile(join(folder, path), 'new'),
    ),
  (folder, pick) =>
    onFile(pick(['empty', 'lib/empty', 'src/empty']), 'adds', async (path) => {
      await mkdir(join(folder, path));
    }),
  (folder, pick) =>
    onFile(pick(['link', 'lib/link']), 'links', (path) => symlink('nowhere', join(folder, path))),
  async (folder, pick) => {
    const line = pick(['lib/c.txt', 'src/deep', '**/*.md', '!src/deep/e.txt', '# comment', '/lib/b.txt']);
    await appendFile(join(folder, '.dockerignore'), `${line}\n`);
    return `ignores ${line}`;
  },
];

/** Other texts of an instruction, or of it and a new one. */
const TEXT_EDITS: readonly [(text: string) => string, ...((text: string) => string)[]] = [
  (text) => text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)),
  () => '',
  (text) => `${text}\n${text}`,
  (text) => `LABEL inserted=1\n${text}`,
  (text) => `ENV INSERTED=1\n${text}`,
  (text) => `RUN true\n${text}`,
  (text) => text.replace(/^\w+/, (keyword) => keyword.toLowerCase()),
  (text) => `# comment\n${text}`,
  (text) => text.replace(' ', ' \\\n  '),
  (text) => text.replace(' ', '   '),
];

/** Does one thing to a folder of {@link generated}; the same for the same seed. */
export async function edit(folder: string, seed: number): Promise<Edited> {
  const next = numbers(seed + 1000);
  const pick: Pick = (items) => items[next() % items.length] ?? items[0];
  const none: ReadonlyMap<string, string> = new Map();
  switch (next() % 5) {
    case 0: {
      const name = pick(['GLOBAL', 'A1', 'A2', 'A3']);
      return { what: `gives ${name}`, args: new Map([[name, 'given']]) };
    }
    case 1:
    case 2:
      return { what: await pick(FILE_EDITS)(folder, pick), args: none };
    default:
      return { what: await onInstruction(folder, next, pick(TEXT_EDITS)), args: none };
  }
}

async function onFile(path: string, verb: string, act: (path: string) => Promise<void>): Promise<string> {
  await act(path);
  return `${verb} ${path}`;
}

async function onInstruction(
  folder: string,
  next: () => number,
  change: (text: string) => string,
): Promise<string> {
  const path = join(folder, 'Dockerfile');
  const { text, instructions } = parse(await readFile(path, 'utf8'));
  const editable = instructions.filter(({ keyword }) => keyword !== 'FROM');
  const chosen = editable[next() % editable.length];
  if (chosen === undefined) {
    return 'edits nothing';
  }
  const changed = change(text.slice(chosen.start, chosen.end));
  await writeFile(path, text.slice(0, chosen.start) + changed + text.slice(chosen.end));
  return `writes ${JSON.stringify(changed)} in line ${chosen.line}`;
}
