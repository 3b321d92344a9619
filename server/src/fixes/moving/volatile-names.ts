/** Ends of names, after an underscore or alone, that say by themselves that every build has another value. */
const EVERY_BUILD = new Set([
  ...combined('commit', ['sha', 'id', 'hash', 'ref', 'date', 'time', 'timestamp', 'tag', 'tags']),
  ...combined('git', ['sha', 'ref', 'rev', 'revision', 'hash', 'commit', 'tag', 'branch', 'describe']),
  ...combined('build', ['date', 'time', 'timestamp', 'id', 'number', 'num', 'no', 'sha', 'ref', 'rev']),
  ...combined('cache', ['bust', 'buster', 'date']),
  ...combined('pipeline', ['id', 'iid', 'number']),
  ...combined('run', ['id', 'number']),
  ...['vcs_ref', 'timestamp'],
]);

/** The same alone, and behind a word for what is built or for where its sources come from: `MODEL_REVISION` pins something else. */
const COMMITS = new Set(['commit', 'sha', 'revision']);

/** The whole of a name: behind another word it may be a constant (`SNAPSHOT_DATE`). */
const DATE = 'date';

/** What is built, before `VERSION` and the like; versions of tools (`NODE_VERSION`) are constants. */
const BUILT = new Set(
  'app application build release project service image package pkg product software server frontend backend'.split(
    ' ',
  ),
);

/** Where the sources of a build come from, and prefixes of what bundlers pass on. */
const SOURCES = new Set(
  'git vcs scm ci source src repo repository head current github gitlab bitbucket circle drone travis slug vercel railway public vite'.split(
    ' ',
  ),
);

const VERSION = 'version';

/** When a variable has another value: with every build, or with every release. */
export type Volatility = 'build' | 'release';

/** What a variable's name says of its value; undefined for nothing. */
export function volatility(name: string): Volatility | undefined {
  const lower = name.toLowerCase();
  const words = lower.split('_');
  if (lower === DATE || [-1, -2].some((start) => EVERY_BUILD.has(words.slice(start).join('_')))) {
    return 'build';
  }
  const [before, last = ''] = [words.at(-2), words.at(-1)];
  if (COMMITS.has(last)) {
    return before === undefined || isBuilt(before) || SOURCES.has(before) ? 'build' : undefined;
  }
  const built = lower.endsWith(VERSION) ? lower.slice(0, -VERSION.length).replace(/_$/, '') : undefined;
  return built === '' || (built !== undefined && isBuilt(built)) ? 'release' : undefined;
}

function isBuilt(word: string): boolean {
  return BUILT.has(word) || word.startsWith('my');
}

/** Whether a name says that the variable is only there to run again what stands below it, whether it is named there or not. */
export function bustsCache(name: string): boolean {
  return /cache/i.test(name);
}

function combined(first: string, seconds: readonly string[]): readonly string[] {
  return seconds.flatMap((second) => [`${first}${second}`, `${first}_${second}`]);
}
