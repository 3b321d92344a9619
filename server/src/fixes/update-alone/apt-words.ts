/**
 * The programs that go by lists of packages which an earlier step has fetched. Only those that never fetch lists by themselves: apk does
 * so where its index is missing or older than four hours (apk-tools since 2.10, src/database.c `is_index_stale` and src/context.c
 * `cache_max_age`; only --simulate, --no-network and `apk del` do without), dnf and yum where their metadata are older than
 * `metadata_expire` (dnf.conf(5)), and zypper for repositories with autorefresh (zypper(8)).
 */
export const APT_PROGRAMS: ReadonlySet<string> = new Set(['apt-get', 'apt', 'aptitude']);

/** Their words that fetch lists. */
export const APT_UPDATES: ReadonlySet<string> = new Set(['update']);

/** Their words that bring up to date by lists what is there. */
export const APT_UPGRADES: ReadonlySet<string> = new Set(['upgrade', 'dist-upgrade', 'full-upgrade']);

/** Their words that install by lists. */
export const APT_INSTALLS: ReadonlySet<string> = new Set([
  'install',
  'reinstall',
  'satisfy',
  'build-dep',
  ...APT_UPGRADES,
]);

/**
 * True for an option with which apt-get and apt fetch lists before they do what they are told (apt-pkg's `APT::Update`, `--update`
 * since version 2.7).
 */
export function updatesFirst(word: string): boolean {
  return word === '--update' || /^-[yqdsfmubV]*U[yqdsfmubV]*$/.test(word);
}

/** What a word tells a program to do with lists. */
export type Does = 'fetches' | 'uses' | undefined;

/**
 * Programs that go by the lists of apt, with what their words tell them. rosdep runs `apt-get install` (rosdep2/platforms/debian.py) and
 * its own `update` fetches no lists of apt; mk-build-deps does so with --install alone (mk-build-deps(1)).
 */
export const BY_LISTS: ReadonlyMap<string, (word: string) => Does> = new Map([
  ...[...APT_PROGRAMS].map((program) => [program, doesByApt] as const),
  ['rosdep', (word: string): Does => (word === 'install' ? 'uses' : undefined)],
  ['mk-build-deps', (word: string): Does => (/^(--install|-[a-z]*i[a-z]*)$/.test(word) ? 'uses' : undefined)],
]);

function doesByApt(word: string): Does {
  return APT_UPDATES.has(word) ? 'fetches' : APT_INSTALLS.has(word) ? 'uses' : undefined;
}

/** Programs that fetch the lists of apt along with what they are for. */
export const ADDS_SOURCES: ReadonlySet<string> = new Set(['add-apt-repository', 'apt-add-repository']);
