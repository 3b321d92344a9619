import { gzipSync } from 'node:zlib';
import { anyOf, NAMES, once, spelled } from './copied-names.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { tarOf } from './tar-of.ts';

/** Something in a build context. */
export type ContextItem =
  | { readonly kind: 'folder' }
  | { readonly kind: 'file'; readonly content: Buffer; readonly executable: boolean }
  | { readonly kind: 'link'; readonly target: string };

/** A context with a Dockerfile of many small stages from scratch, all of which are gathered in the last one. */
export interface CopiedCase {
  /** By path; above of what is in it. */
  readonly items: ReadonlyMap<string, ContextItem>;
  /** Where the Dockerfile lies, relative to the context. */
  readonly dockerfile: string;
  /** The instructions of each stage below its FROM. */
  readonly stages: readonly (readonly string[])[];
}

/** What the archives of a context hold. */
export const PACKED: ReadonlyMap<string, string> = new Map([
  ['packed.txt', 'packed\n'],
  ['in/packed.md', 'packed, too\n'],
]);

const STAGES = 24;

/** The same for the same seed. */
export function copiedCase(seed: number): CopiedCase {
  const dice = diceOf(seed);
  const items = contextOf(dice);
  const paths = [...items.keys()];
  const dockerfile = dice.pick(['Dockerfile', 'Dockerfile', 'build/Dockerfile', '../Dockerfile']);
  const ignore = ignoreOf(paths, dice);
  if (ignore !== undefined) {
    items.set('.dockerignore', fileOf(ignore));
  }
  if (once(6, dice)) {
    items.set(`${dockerfile}.dockerignore`, fileOf(ignoreOf(paths, dice) ?? ''));
  }
  // Whether any stage takes everything decides how much of the context is sent at all.
  const takesAll = once(2, dice);
  const stages = Array.from({ length: STAGES }, (_, stage) => stageOf(stage, { paths, takesAll, dice }));
  return { items, dockerfile, stages };
}

/** How every Dockerfile begins, and nothing else. */
export const FIRST_LINE = 'FROM scratch AS s0';

/** The whole text, without those stages. */
export function dockerfileOf({ stages }: CopiedCase, without: ReadonlySet<number> = new Set()): string {
  const kept = [...stages.keys()].filter((stage) => !without.has(stage));
  return [
    ...stages.flatMap((lines, stage) => [`FROM scratch AS s${stage}`, ...lines]),
    'FROM scratch',
    ...kept.map((stage) => `COPY --from=s${stage} / /s${stage}/`),
    '',
  ].join('\n');
}

function contextOf(dice: Dice): Map<string, ContextItem> {
  const items = new Map<string, ContextItem>();
  const folders = [''];
  for (let left = 6 + dice.roll(14); left > 0; left -= 1) {
    const path = `${anyOf(folders, dice) ?? ''}${dice.pick(once(2, dice) ? NAMES : ['a', 'b', 'a.txt', 'src'])}`;
    if (items.has(path)) {
      continue;
    }
    if (once(3, dice)) {
      items.set(path, { kind: 'folder' });
      folders.push(`${path}/`);
    } else if (once(7, dice)) {
      items.set(path, { kind: 'link', target: targetOf([...items.keys()], dice) });
    } else {
      items.set(path, { kind: 'file', content: contentOf(path, dice), executable: once(4, dice) });
    }
  }
  return items;
}

function targetOf(paths: readonly string[], dice: Dice): string {
  const path = anyOf(paths, dice) ?? 'a';
  return dice.pick([
    path,
    path,
    `../${path}`,
    `/${path}`,
    './a',
    '..',
    '../../outside',
    '/etc/hostname',
    'none',
  ]);
}

/** No two files have the same text, so that an image tells which one it holds. Some names of archives lie. */
function contentOf(path: string, dice: Dice): Buffer {
  if (once(path.includes('.tar') ? 2 : 20, dice)) {
    const archive = Buffer.from(tarOf(PACKED), 'latin1');
    return once(2, dice) ? archive : gzipSync(archive);
  }
  return once(12, dice) ? Buffer.alloc(0) : Buffer.from(`${path}\n`.repeat(1 + dice.roll(60)));
}

function fileOf(text: string): ContextItem {
  return { kind: 'file', content: Buffer.from(text), executable: false };
}

function ignoreOf(paths: readonly string[], dice: Dice): string | undefined {
  if (once(5, dice)) {
    return undefined;
  }
  const lines = Array.from({ length: dice.roll(6) }, () => {
    const pattern = `${once(3, dice) ? '!' : ''}${spelled(paths, dice)}`;
    const others = ['', '# comment', ` # ${pattern}`, `${pattern}  `, `\t${pattern}`] as const;
    return dice.pick([pattern, pattern, pattern, pattern, pattern.replace(/^!/, '! '), ...others]);
  });
  return `${once(10, dice) ? '\uFEFF' : ''}${lines.join(once(4, dice) ? '\r\n' : '\n')}${dice.pick(['', '\n'])}`;
}

interface StageOptions {
  readonly paths: readonly string[];
  readonly takesAll: boolean;
  readonly dice: Dice;
}

function stageOf(stage: number, options: StageOptions): string[] {
  const { dice } = options;
  const lines = once(4, dice) ? [`WORKDIR ${dice.pick(['/w', 'w/v', '/'])}`] : [];
  for (let left = dice.pick([1, 1, 1, 2, 3]); left > 0; left -= 1) {
    lines.push(
      stage > 0 && once(8, dice)
        ? `COPY --from=s${dice.roll(stage)} ${dice.pick(['/', '/d', '/d/', '/w', '/d/*', '/'])} ${dice.pick(['/d/', '.', '/', '/d', './e', '../x/'])}`
        : copyOf(options),
    );
  }
  return lines;
}

function copyOf(options: StageOptions): string {
  const { paths, takesAll, dice } = options;
  const sources = Array.from({ length: dice.pick([1, 1, 1, 1, 2, 2, 3]) }, () => {
    const source = spelled(paths, dice);
    // What a backslash, and a star in brackets, stand for depends on what else is copied.
    const isVague = /\\|\[\^?[*?]/.test(source) || (!takesAll && /^[./*]*$/.test(source));
    return isVague ? 'a*' : source;
  });
  const excludes = once(5, dice) ? sources.slice(0, 2).map(() => spelled(paths, dice)) : [];
  const flags = [
    ...(once(12, dice) ? ['--chmod=640'] : []),
    ...(once(12, dice) ? ['--link'] : []),
    ...excludes
      .filter((pattern) => !/[\s\\]|\[(?!\^?\w(-\w)?\])/.test(pattern))
      .map((pattern) => `--exclude=${word(pattern)}`),
  ];
  const words = [...sources, destOf(options)].map(word);
  const isPlain = words.every((one) => one !== '' && !/\s|^<<|^--/.test(one));
  const written = isPlain && !once(5, dice) ? words.join(' ') : JSON.stringify(words);
  return [once(6, dice) ? 'ADD' : 'COPY', ...flags, written].join(' ');
}

const PLACES = [
  ...([
    '/d/',
    '/d/',
    '/d',
    '/',
    '.',
    './',
    'd',
    'd/',
    'd/e/',
    '/d/e',
    '/d/.',
    '..',
    '../x',
    '/d/../e/',
  ] as const),
  ...(['/d/./e', '/a.txt', './d/', '/d//e/', 'w', '/d/[x]/', '/with space/'] as const),
] as const;

/** Often below what is copied itself, so that things meet. */
function destOf({ paths, dice }: StageOptions): string {
  return once(8, dice) ? `/d/${anyOf(paths, dice) ?? 'a'}${dice.pick(['', '/'])}` : dice.pick(PLACES);
}

/** A word that means this text once the Dockerfile's quotes, escapes and variables are read. */
function word(text: string): string {
  return text.replaceAll(/[\\'"$]/g, '\\$&');
}
