import { systemManager } from './system-manager.ts';

/** pacman of Arch Linux, one of the kind of domain.md section 4, rows 28 to 31; its operations are read as verbs (`with-verb.ts`). */
export const pacman = systemManager({
  id: 'pacman',
  docs: {
    rows: [31],
    title: 'pacman',
    commands: ['pacman -Syu --noconfirm git', 'pacman -S --noconfirm git'],
    fix: 'Moves above the copy: it reads nothing of the build context. None for package files (`pacman -U`).',
  },
  programs: ['pacman'],
  verbs: new Set(['install', 'upgrade', 'refresh', 'remove', 'clean']),
  caches: [{ target: '/var/cache/pacman/pkg', sharing: 'locked' }],
  uncached: ['-Sc', '-Scc', '/var/cache/pacman/pkg'],
});
