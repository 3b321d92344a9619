import assert from 'node:assert/strict';
import { cacheFolder } from '../../server/src/cli/cache-folder.ts';

const CASES: readonly [
  what: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  folder: string | undefined,
][] = [
  ['Linux', { HOME: '/home/a' }, 'linux', '/home/a/.cache/strata'],
  ['Linux, where it is told', { HOME: '/home/a', XDG_CACHE_HOME: '/var/c' }, 'linux', '/var/c/strata'],
  ['Linux, told nothing', { HOME: '/home/a', XDG_CACHE_HOME: '' }, 'linux', '/home/a/.cache/strata'],
  ['Linux, told a relative path', { HOME: '/home/a', XDG_CACHE_HOME: 'c' }, 'linux', '/home/a/.cache/strata'],
  ['macOS', { HOME: '/Users/a' }, 'darwin', '/Users/a/Library/Caches/strata'],
  [
    'Windows',
    { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' },
    'win32',
    'C:\\Users\\a\\AppData\\Local\\strata\\Cache',
  ],
  ['nobody', {}, 'linux', undefined],
  ['a home that is none', { HOME: '' }, 'darwin', undefined],
  ['Windows without a profile', { HOME: 'C:\\a' }, 'win32', undefined],
];

describe('the cache folder', () => {
  for (const [what, env, platform, folder] of CASES) {
    it(`of ${what} is ${folder ?? 'nowhere'}`, () => {
      assert.equal(cacheFolder(env, platform), folder);
    });
  }
});
