import { systemManager } from './system-manager.ts';

/**
 * apk and apt for the platform that is built for (github.com/tonistiigi/xx: xx-apk, xx-apt; domain.md section 4, rows 28 and 29). They
 * hand on what they are told, for another root, or for packages of another architecture; so nothing is known of caches.
 */
export const xx = systemManager({
  id: 'xx',
  docs: {
    rows: [28, 29],
    title: 'xx-apk, xx-apt-get, xx-apt',
    commands: ['xx-apk add --no-cache musl-dev gcc', 'xx-apt-get install -y libc6-dev'],
    fix: 'Moves above the copy, with `ARG TARGETPLATFORM` where that stands in between.',
  },
  programs: ['xx-apk', 'xx-apt-get', 'xx-apt'],
  verbs: new Set(['add', 'install', 'update', 'upgrade', 'del', 'remove', 'setup', 'clean']),
  caches: [],
  uncached: [],
});

/** A variable that these read: which platform is built for, and settings of their own (xx-info). */
export const READ_BY_XX = /^((TARGET|BUILD)(PLATFORM|PAIR|OS|ARCH|VARIANT)|XX_\w+)$/;

/** Whether a text may call one of these. */
export function mayCallXx(text: string): boolean {
  return text.includes('xx-ap');
}
