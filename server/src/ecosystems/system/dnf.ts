import { systemManager } from './system-manager.ts';

/** dnf, yum, microdnf and tdnf (domain.md section 4, row 30). */
export const dnf = systemManager({
  id: 'dnf',
  docs: {
    rows: [30],
    title: 'dnf, yum, microdnf, tdnf',
    commands: ['dnf install -y curl', 'yum install -y curl', 'microdnf install curl'],
    fix: 'Moves above the copy: it reads nothing of the build context. None for package files (`./x.rpm`).',
  },
  programs: ['dnf', 'yum', 'microdnf', 'tdnf', 'dnf5'],
  verbs: new Set([
    'install',
    'update',
    'upgrade',
    'makecache',
    'clean',
    'remove',
    'autoremove',
    'groupinstall',
    'module',
  ]),
  caches: [
    { target: '/var/cache/dnf', sharing: 'locked' },
    { target: '/var/cache/yum', sharing: 'locked' },
  ],
  uncached: ['clean', '/var/cache/dnf', '/var/cache/yum'],
});
