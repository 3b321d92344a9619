import type { Dice } from './dice.ts';

/** Few enough that patterns find something; among them what ignore files, wildcards and Dockerfiles read in their own way. */
export const NAMES = [
  ...(['a', 'b', 'ab', 'abc', 'A', 'B', 'a.txt', 'b.txt', 'c.md', 'src', 'lib'] as const),
  ...(['.env', '.config', 'with space', ' edge', '[x]', '[a-c]', '*', 'a*', '?', '**'] as const),
  ...(['!a', '#a', '-a', '$a', '"a"', "it's", '{a,b}', 'a+b', '(a)', 'a^b', 'a|b', '~'] as const),
  ...(['é', 'e\u0301', 'ünï', '日本', '😀', 'a,b', 'a=b', 'a:b', '...', '..a', 'x.tar', 'x.tar.gz'] as const),
  ...(['node_modules', 'constructor', '__proto__', 'Dockerfile.dev', 'docs.dockerignore'] as const),
] as const;

/** Ways to write a path, or a pattern that may match it. */
const SPELLINGS: readonly [Spelling, ...Spelling[]] = [
  (path) => path,
  (path) => path,
  (path) => path,
  (path) => `./${path}`,
  (path) => `/${path}`,
  (path) => `../${path}`,
  (path) => `${path}/`,
  (path) => `${path}/.`,
  (path) => `${path}/*`,
  (path) => `${path}/**`,
  (path) => `${path}*`,
  (path) => `${path}**`,
  (path) => `*/${nameOf(path)}`,
  (path) => `**/${nameOf(path)}`,
  (path) => `**${nameOf(path).slice(1)}`,
  (path) => `${folderOf(path)}*`,
  (path) => `${folderOf(path)}**`,
  (path) => `${folderOf(path)}*${nameOf(path).slice(-1)}`,
  (path) => `${folderOf(path)}${nameOf(path).slice(0, 1)}*`,
  (path) => `${folderOf(path)}?${nameOf(path).slice(1)}`,
  (path) => path.replaceAll(/[^/]+/g, '*'),
  (path) => path.replace(/^[^/]+/, '*'),
  (path) => path.replace(/^[^/]+/, '**'),
  (path) => path.replace(/[^/]+$/, '?*'),
  (path) => path.replaceAll(/[[*?\\]/g, '\\$&'),
  (path) => path.replaceAll('[', '[[]'),
  (path) => path.replace('/', '//'),
  (path) => path.replace('/', '/./'),
  (path) => path.replace('/', '/../'),
  (path) => `x/../${path}`,
  (path) => path.toUpperCase(),
  (path, { roll }) => changed(path, roll(path.length), (char) => `[${char}]`),
  (path, { roll }) => changed(path, roll(path.length), (char) => `[^${char}]`),
  (path, { roll }) => changed(path, roll(path.length), () => '[a-c]'),
  (path, { roll }) => changed(path, roll(path.length), () => '[^x]'),
  // Before a letter it is a bad escape, at which a part of BuildKit (28.5) does not fail but takes the engine down.
  (path, { roll }) =>
    changed(path, roll(path.length), (char) => (/^[!-.:-@[-`{-~]$/.test(char) ? `\\${char}` : char)),
  (path, { roll }) => changed(path, roll(path.length), () => '?'),
  (path, { roll }) => changed(path, roll(path.length), () => '*'),
];

type Spelling = (path: string, dice: Dice) => string;

/** What stands for itself in few trees. */
const ALONE = ['*', '**', '**/*', '*/*', '*/*/*', '?', '.', '..', '/', './', '**/', 'none', 'none*'] as const;

/** A pattern, or simply a path, that has to do with one of these. */
export function spelled(paths: readonly string[], dice: Dice): string {
  const path = anyOf(paths, dice);
  return path === undefined || once(10, dice) ? dice.pick(ALONE) : dice.pick(SPELLINGS)(path, dice);
}

/** One of these; undefined of none. */
export function anyOf<T>(items: readonly T[], { roll }: Dice): T | undefined {
  return items[roll(Math.max(items.length, 1))];
}

/** True once in so many times. */
export function once(times: number, { roll }: Dice): boolean {
  return roll(times) === 0;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** With its slash. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Changes the character at an offset, unless it parts names. */
function changed(path: string, at: number, change: (char: string) => string): string {
  const chars = Array.from(path);
  const char = chars[at];
  return char === undefined || char === '/' ? path : chars.with(at, change(char)).join('');
}
