import { members, memberAt } from '../formats/members.ts';
import type { Install } from './types.ts';

/** An install that fails without a lock file beside its manifest. */
export interface LockNeed {
  /** Any of these files will do. The usual one first. */
  readonly locks: readonly string[];
  /** The command that makes it. */
  readonly maker: string;
  /** True where the command can do without it but for its options, so that it is not among what the install is missing. */
  readonly optional?: true;
}

interface Known extends LockNeed {
  /** Whether a command with these words needs it. */
  readonly fails: (words: readonly string[], install: Install) => boolean;
  /** Whether it does by what the manifest says; whatever it says when undefined. */
  readonly failsFor?: (manifest: unknown) => boolean;
}

/**
 * What an install needs so much that it ends with an error before it fetches anything; undefined for one that resolves the versions
 * itself then, as yarn 1 and bun do with `--frozen-lockfile`, and for one of which that is not sure.
 */
export function lockNeed(
  install: Install,
  words: readonly string[],
  manifest: () => unknown,
): LockNeed | undefined {
  const known = KNOWN.get(install.ecosystem.id);
  return known?.fails(words, install) === true && known.failsFor?.(manifest()) !== false ? known : undefined;
}

/** A quick look: whether a command may be one of them. */
export function mayNeedLock(text: string): boolean {
  return HINT.test(text);
}

const HINT = /\bc(i|lean-install)\b|\bic\b|frozen|locked|immutable|deployment|sync|enforce-lockfile/i;

/** Each of them said so without its lock file (npm 11, pnpm 9, yarn 4, cargo) or says so in its sources (the others). */
const KNOWN: ReadonlyMap<string, Known> = new Map([
  [
    'npm',
    {
      locks: ['package-lock.json', 'npm-shrinkwrap.json'],
      maker: 'npm install --package-lock-only',
      fails: (_words, { frozen }) => frozen,
    },
  ],
  [
    'pnpm',
    {
      locks: ['pnpm-lock.yaml'],
      maker: 'pnpm install --lockfile-only',
      fails: (words) =>
        words.includes('--frozen-lockfile') && words.some((word) => /^i(nstall)?$/.test(word)),
      // It has nothing to do without any.
      failsFor: (manifest) =>
        ['dependencies', 'devDependencies', 'optionalDependencies'].some(
          (field) => (members(memberAt(manifest, field))?.size ?? 0) > 0,
        ),
    },
  ],
  [
    'yarn',
    {
      locks: ['yarn.lock'],
      maker: 'yarn install --mode=update-lockfile',
      fails: (words) => words.includes('--immutable'),
      // Another one may be a yarn 1, which does not know the option.
      failsFor: (manifest) => /^yarn@([2-9]|\d\d)/.test(String(memberAt(manifest, 'packageManager'))),
    },
  ],
  [
    'uv',
    {
      locks: ['uv.lock'],
      maker: 'uv lock',
      fails: (words) =>
        words.includes('sync') && words.some((word) => word === '--frozen' || word === '--locked'),
    },
  ],
  ['pipenv', { locks: ['Pipfile.lock'], maker: 'pipenv lock', fails: (words) => words.includes('sync') }],
  [
    'bundler',
    {
      locks: ['Gemfile.lock', 'gems.locked'],
      maker: 'bundle lock',
      fails: (_words, { frozen }) => frozen,
    },
  ],
  [
    'dart',
    {
      locks: ['pubspec.lock'],
      maker: 'dart pub get',
      fails: (words) => words.includes('--enforce-lockfile'),
    },
  ],
  [
    'cargo',
    {
      locks: ['Cargo.lock'],
      maker: 'cargo generate-lockfile',
      optional: true,
      // `cargo install --locked` only warns.
      fails: (words) =>
        words.some((word) => word === '--locked' || word === '--frozen') &&
        words.some((word) => /^(b|build|c|check|fetch|r|run|rustc|t|test)$/.test(word)),
    },
  ],
]);

/** The names of all such files. */
export const NEEDED_LOCKS: ReadonlySet<string> = new Set([...KNOWN.values()].flatMap(({ locks }) => locks));
