import type { Command } from '../types.ts';

/** Places that only package managers and their caches write. */
const CACHES = /^\/(var\/(lib\/apt\/lists|cache|lib\/dpkg\/.*-old|log)|tmp|root\/(\.npm|\.cache))(\/|$)/;

/** True for an `rm` that removes what package managers keep of their downloads, and nothing else. */
export function isCacheRemoval({ name, args }: Command): boolean {
  const paths = args.filter(({ text }) => !text.startsWith('-'));
  return (
    name === 'rm' &&
    paths.length > 0 &&
    paths.every(({ text }) => {
      const path = text.replace(/^(~|\$HOME|\$\{HOME\})(?=\/)/, '/root');
      return CACHES.test(path) && !path.includes('..') && !/[$`"'\\{]/.test(path);
    })
  );
}
