import { baseName, parentPath } from '../../context/path-parts.ts';
import { collect } from '../collector.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { rCommand } from './r-command.ts';
import { readRCode } from './r-code.ts';
import { takeRenv } from './renv-inputs.ts';

/** renv (domain.md section 4, row 33). */
export const renv: Ecosystem = {
  id: 'renv',
  docs: {
    rows: [33],
    title: 'renv',
    commands: ["R -e 'renv::restore()'", "Rscript -e 'renv::restore()'"],
    fix: 'Copies renv.lock first, with .Rprofile, renv/activate.R and settings. None where the lock names local packages.',
  },
  caches: [{ target: '~/.cache/R/renv/cache', env: 'RENV_CONFIG_CACHE_SYMLINKS=FALSE' }],
  uncached: [],
  family: 'r',
  programs: ['R', 'Rscript', 'r', 'littler'],
  usualManifests: ['renv.lock'],
  isManifest: (path) =>
    MANIFESTS.has(baseName(path)) || /(^|\/)renv\/(activate\.R|settings\.(json|dcf))$/.test(path),
  read,
  inputs(install, folder, context) {
    const found = collect(folder, context);
    takeRenv(found, install.manifests[0] ?? 'renv.lock');
    return found.result();
  },
};

const MANIFESTS = new Set(['renv.lock', '.Rprofile', '.Renviron']);

function read(command: Command): CommandRole | undefined {
  const code = rCommand(command)?.code;
  const done = code === undefined ? undefined : readRCode(code);
  if (done?.restores === undefined || !done.known || done.dependencies !== undefined) {
    return undefined;
  }
  const { lock = 'renv.lock', project = '' } = done.restores;
  const isAbsolute = lock.startsWith('/');
  if (isAbsolute && project !== '' && parentPath(lock) !== project) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: renv,
      directory: isAbsolute ? parentPath(lock) || '/' : project === '.' ? '' : project,
      manifests: [isAbsolute ? baseName(lock) : lock],
      optional: [],
      subject: '',
      frozen: true,
      scripts: false,
      obstacle: undefined,
    },
  };
}
