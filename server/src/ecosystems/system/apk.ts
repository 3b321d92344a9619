import { systemManager } from './system-manager.ts';

/**
 * apk of Alpine Linux (domain.md section 4, row 29). It keeps packages only where /etc/apk/cache exists (apk-tools'
 * src/database.c: the other folder holds indexes), so that is the folder to mount.
 */
export const apk = systemManager({
  id: 'apk',
  docs: {
    rows: [29],
    title: 'apk',
    commands: ['apk add --no-cache curl', 'apk update'],
    fix: 'Moves above the copy: it reads nothing of the build context. None for package files (`./x.apk`).',
  },
  programs: ['apk'],
  verbs: new Set(['add', 'update', 'upgrade', 'del', 'cache', 'fix']),
  caches: [{ target: '/etc/apk/cache', sharing: 'locked' }],
  uncached: ['--no-cache', '/var/cache/apk', '/etc/apk/cache'],
});
