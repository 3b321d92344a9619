import { collect } from '../collector.ts';
import { isSet, readOptions } from '../options.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';

/** Environments of pre-commit's hooks (domain.md section 4, row 36). */
export const preCommit: Ecosystem = {
  id: 'pre-commit',
  docs: {
    rows: [36],
    title: 'pre-commit',
    commands: ['pre-commit install-hooks', 'pre-commit install --install-hooks'],
    fix: 'Copies `.pre-commit-config.yaml` first, where the sources do not bring the repository that it insists on.',
  },
  // Its hooks run in what lies there: it is no cache, but what was installed.
  caches: [],
  uncached: ['clean', 'gc'],
  family: 'pre-commit',
  programs: ['pre-commit'],
  usualManifests: ['.pre-commit-config.yaml'],
  isManifest: (path) => path.endsWith('.pre-commit-config.yaml'),
  read,
  inputs(_, folder, context) {
    const found = collect(folder, context);
    found.require('.pre-commit-config.yaml');
    if (context.has('.git') !== 'no') {
      found.refuse('`pre-commit` needs the repository, which comes with the sources');
    } else {
      found.review('`pre-commit` insists on a git repository');
    }
    return found.result();
  },
};

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, new Set(['-c', '--config', '-t', '--hook-type', '--color']));
  const [verb, ...more] = line.operands;
  const isInstall = verb === 'install-hooks' || (verb === 'install' && isSet(line, '--install-hooks'));
  if (name !== 'pre-commit' || !line.literal || !isInstall || more.length > 0) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: preCommit,
      directory: '',
      manifests: ['.pre-commit-config.yaml'],
      optional: [],
      subject: '',
      frozen: true,
      scripts: false,
      obstacle: isSet(line, '-c', '--config') ? '`--config` names another file' : undefined,
    },
  };
}
