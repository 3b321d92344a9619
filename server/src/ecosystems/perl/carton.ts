import { baseName } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { cpanInputs } from './cpanfile.ts';

/** Carton (domain.md section 4, row 32). */
export const carton: Ecosystem = {
  id: 'carton',
  docs: {
    rows: [32],
    title: 'Carton',
    commands: ['carton install --deployment', 'carton install'],
    fix: 'Copies cpanfile and cpanfile.snapshot first.',
  },
  caches: [{ target: '~/.cpanm' }],
  uncached: [],
  family: 'perl',
  programs: ['carton'],
  usualManifests: ['cpanfile', 'cpanfile.snapshot'],
  isManifest: (path) => /^cpanfile(\.snapshot)?$/.test(baseName(path)),
  read,
  inputs(install, folder, context) {
    const inputs = cpanInputs(install, folder, context);
    const lock = joinPath(folder, 'cpanfile.snapshot');
    const has = context.has(lock);
    const isMissing = install.frozen && has === 'no';
    const reason =
      has === 'yes'
        ? 'carton install may rewrite cpanfile.snapshot'
        : 'no cpanfile.snapshot pins the versions';
    return {
      ...inputs,
      missing: isMissing ? [...inputs.missing, lock] : inputs.missing,
      hazards: install.frozen ? inputs.hazards : [...inputs.hazards, { effect: 'review', reason }],
    };
  },
};

/** Options that take the next word as their value (Carton's own documentation). */
const VALUED = new Set(['--cpanfile', '--path', '-p', '--without']);

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED);
  const [verb, ...operands] = line.operands;
  if (name !== 'carton' || !line.literal) {
    return undefined;
  }
  if (verb === undefined || verb === 'version') {
    return isSet(line, '--version', '-v') || verb === 'version' ? { kind: 'companion' } : undefined;
  }
  if (verb !== 'install' || operands.length > 0) {
    return undefined;
  }
  const place =
    lastValue(line, '--path', '-p') ??
    (env.has('PERL_CARTON_PATH') ? (env.get('PERL_CARTON_PATH') ?? '$') : 'local');
  return {
    kind: 'install',
    install: {
      ecosystem: carton,
      directory: '',
      manifests: [lastValue(line, '--cpanfile') ?? 'cpanfile'],
      optional: ['cpanfile.snapshot', ...(isSet(line, '--cached') ? ['vendor/cache'] : [])],
      subject: '',
      frozen: isSet(line, '--deployment'),
      scripts: false,
      obstacle: place === '$' ? '`PERL_CARTON_PATH` is only known at build time' : undefined,
      ...(place.startsWith('/') || place === '$' ? {} : { writes: [place] }),
    },
  };
}
