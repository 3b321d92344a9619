/** A folder of a cache. */
export interface CacheUse {
  /** Absolute, or in anybody's home: `~/.npm`. */
  readonly folder: string;
  /** The variable that names another one. */
  readonly told?: string;
  /** Words of the package manager's own commands that empty it. */
  readonly emptied: readonly string[];
  /** What it is other than packages: lists of them, or what a compiler has made. */
  readonly holds?: 'lists' | 'results';
}

/** What leaves a package manager's cache empty. */
export interface Contradictions {
  readonly uses: readonly CacheUse[];
  /** Options with which it neither reads nor writes the cache. */
  readonly flags?: readonly string[];
  /** The variable that says the same where it is on. */
  readonly variable?: string;
}

const DNF = ['clean all'];
const ZYPPER = ['clean -a', 'clean --all', 'cc -a', 'cc --all'];
const CONDA = [
  'clean -afy',
  'clean -a',
  'clean --all',
  'clean -ay',
  'clean -ya',
  'clean -tipsy',
  'clean -tipy',
];

/**
 * What surely leaves a cache mount empty, by package manager (domain.md section 4, "Image clean-up knowledge"). Options and commands that
 * spare a part of the cache are not here: `poetry --no-cache`, `pnpm store prune`, `uv cache prune`, `dotnet restore --no-cache`.
 */
export const CONTRADICTIONS: ReadonlyMap<string, Contradictions> = new Map<string, Contradictions>([
  [
    'pip',
    {
      uses: [{ folder: '~/.cache/pip', told: 'PIP_CACHE_DIR', emptied: ['cache purge'] }],
      flags: ['--no-cache-dir', '--no-cache'],
      variable: 'PIP_NO_CACHE_DIR',
    },
  ],
  [
    'uv',
    {
      uses: [{ folder: '~/.cache/uv', told: 'UV_CACHE_DIR', emptied: ['cache clean', 'clean'] }],
      flags: ['--no-cache', '--no-cache-dir'],
      variable: 'UV_NO_CACHE',
    },
  ],
  [
    'npm',
    {
      uses: [
        {
          folder: '~/.npm',
          told: 'npm_config_cache',
          emptied: ['cache clean --force', 'cache clean -f', 'cache clear --force', 'cache rm --force'],
        },
      ],
    },
  ],
  [
    'yarn',
    {
      uses: [{ folder: '/usr/local/share/.cache/yarn', told: 'YARN_CACHE_FOLDER', emptied: ['cache clean'] }],
    },
  ],
  ['apk', { uses: [{ folder: '/var/cache/apk', emptied: [] }], flags: ['--no-cache'] }],
  [
    'dnf',
    {
      uses: [
        { folder: '/var/cache/dnf', emptied: DNF },
        { folder: '/var/cache/libdnf5', emptied: DNF },
        { folder: '/var/cache/yum', emptied: DNF },
      ],
    },
  ],
  ['zypper', { uses: [{ folder: '/var/cache/zypp', emptied: ZYPPER }] }],
  ['conda', { uses: [{ folder: '/opt/conda/pkgs', emptied: CONDA }] }],
  [
    'go',
    {
      uses: [
        { folder: '/go/pkg/mod', told: 'GOMODCACHE', emptied: ['clean -modcache'] },
        { folder: '~/.cache/go-build', told: 'GOCACHE', emptied: ['clean -cache'], holds: 'results' },
      ],
    },
  ],
  [
    'apt',
    {
      uses: [
        { folder: '/var/cache/apt/archives', emptied: ['clean', 'distclean', 'dist-clean'] },
        { folder: '/var/lib/apt/lists', emptied: ['distclean', 'dist-clean'], holds: 'lists' },
      ],
    },
  ],
]);
