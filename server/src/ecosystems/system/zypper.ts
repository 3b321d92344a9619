import { systemManager } from './system-manager.ts';

/** zypper of SUSE (domain.md section 4, row 31). */
export const zypper = systemManager({
  id: 'zypper',
  docs: {
    rows: [31],
    title: 'zypper',
    commands: ['zypper --non-interactive install curl', 'zypper refresh'],
    fix: 'Moves above the copy: it reads nothing of the build context. None for package files (`./x.rpm`).',
  },
  programs: ['zypper'],
  verbs: new Set([
    'install',
    'in',
    'refresh',
    'ref',
    'clean',
    'cc',
    'update',
    'up',
    'dist-upgrade',
    'dup',
    'remove',
    'rm',
  ]),
  caches: [{ target: '/var/cache/zypp', sharing: 'locked' }],
  uncached: ['clean', 'cc'],
});
