import { systemManager } from './system-manager.ts';

/** apk of Alpine Linux (domain.md section 4, row 29). */
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
  caches: [{ target: '/var/cache/apk', sharing: 'locked' }],
  uncached: ['--no-cache', '/var/cache/apk'],
});
