import { holdsAny } from '../../syntax/made-of.ts';
import type { Command } from '../types.ts';

const HOME = '/root';

/** Places that only package managers and their caches write. */
const CACHES = ['/var/lib/apt/lists', '/var/cache', '/var/log', '/tmp', `${HOME}/.npm`, `${HOME}/.cache`];

/** How shells are told of that home. */
const HOMES = ['~', '$HOME', '${HOME}'];

/** True for a command that removes what package managers keep of their downloads, and nothing else. */
export function isCacheRemoval(command: Command): boolean {
  return removesCaches(command) || removesLists(command);
}

/** True for `apt-get distclean`, which removes the lists of packages as well; since version 2.7.8 of apt. */
export function removesLists({ name, args }: Command): boolean {
  const [verb, ...more] = args.filter(({ text }) => !text.startsWith('-'));
  return (
    (name === 'apt-get' || name === 'apt') &&
    (verb?.text === 'dist-clean' || verb?.text === 'distclean') &&
    more.length === 0
  );
}

function removesCaches({ name, args }: Command): boolean {
  const paths = args.filter(({ text }) => !text.startsWith('-'));
  return (
    name === 'rm' &&
    paths.length > 0 &&
    paths.every(({ text }) => {
      const home = HOMES.find((name) => text.startsWith(`${name}/`));
      const path = home === undefined ? text : HOME + text.slice(home.length);
      return isInCache(path) && !path.includes('..') && !holdsAny(path, '$`"\'\\{');
    })
  );
}

function isInCache(path: string): boolean {
  return (
    CACHES.some((folder) => path === folder || path.startsWith(`${folder}/`)) ||
    /^\/var\/lib\/dpkg\/.*-old(\/|$)/.test(path)
  );
}
