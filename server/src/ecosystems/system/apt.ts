import { systemManager } from './system-manager.ts';

/** apt-get and apt (domain.md section 4, row 28). */
export const apt = systemManager({
  id: 'apt',
  docs: {
    rows: [28],
    title: 'apt-get, apt',
    commands: ['apt-get update', 'apt-get install -y curl', 'apt install -y curl'],
    fix: 'Moves above the copy: it reads nothing of the build context. None for package files (`./x.deb`) and lists read from a file.',
  },
  programs: ['apt-get', 'apt', 'aptitude'],
  verbs: new Set([
    'update',
    'install',
    'upgrade',
    'dist-upgrade',
    'full-upgrade',
    'clean',
    'autoclean',
    'autoremove',
    'purge',
    'remove',
  ]),
  caches: [
    { target: '/var/cache/apt', sharing: 'locked' },
    { target: '/var/lib/apt', sharing: 'locked' },
  ],
  uncached: ['clean', '/var/lib/apt/lists', '/var/cache/apt'],
});
