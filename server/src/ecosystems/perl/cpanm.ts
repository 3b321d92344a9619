import { baseName } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions, type CommandLine } from '../options.ts';
import type { Command, CommandRole, Ecosystem, Install } from '../types.ts';
import { cpanInputs } from './cpanfile.ts';

/** cpanm, cpm and cpan (domain.md section 4, row 32). */
export const cpanm: Ecosystem = {
  id: 'cpanm',
  docs: {
    rows: [32],
    title: 'cpanm, cpm',
    commands: ['cpanm --installdeps .', 'cpm install -g', 'cpanm Mojolicious'],
    fix: 'Copies cpanfile first. None where Makefile.PL or Build.PL has to be run, which reads the sources; modules by name go above them.',
  },
  caches: [{ target: '~/.cpanm' }],
  uncached: [],
  family: 'perl',
  programs: ['cpanm', 'cpm', 'cpan'],
  usualManifests: ['cpanfile'],
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs: cpanInputs,
};

const MANIFESTS = new Set([
  'cpanfile',
  'cpanfile.snapshot',
  'META.json',
  'META.yml',
  'Makefile.PL',
  'Build.PL',
]);

/** Options that take the next word as their value (App::cpanminus's and App::cpm's own documentation). */
const VALUED = new Set([
  '-l',
  '--local-lib',
  '-L',
  '--local-lib-contained',
  '--mirror',
  '-M',
  '--from',
  '--cpanfile',
  '--snapshot',
  '--perl',
  '-p',
  '--with-feature',
  '--without-feature',
  '--configure-timeout',
  '--build-timeout',
  '--test-timeout',
  '--configure-args',
  '--build-args',
  '--test-args',
  '--install-args',
  '--save-dists',
  '--resolver',
  '-r',
  '-w',
  '--workers',
  '--feature',
  '--target-perl',
  '--format',
]);

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED);
  if (!line.literal) {
    return undefined;
  }
  switch (name) {
    case 'cpanm':
      return readCpanm(line);
    case 'cpm':
      return line.operands[0] === 'install' ? readCpm(line, line.operands.slice(1)) : undefined;
    case 'cpan':
      return namesOnly(line.operands);
    default:
      return undefined;
  }
}

function readCpanm(line: CommandLine): CommandRole | undefined {
  const { operands } = line;
  if (!isSet(line, '--installdeps')) {
    const isVersion = operands.length === 0 && isSet(line, '-V', '--version');
    return isVersion
      ? { kind: 'companion' }
      : isSet(line, '--self-upgrade')
        ? { kind: 'packages' }
        : namesOnly(operands);
  }
  const [folder = '', ...more] = operands;
  const isFolder = folder === '.' || /^\.?\/?[\w.-]+(\/[\w.-]*)*$/.test(folder);
  if (more.length > 0 || !isFolder || (folder !== '.' && !folder.includes('/'))) {
    return operands.length > 0 ? namesOnly(operands) : undefined;
  }
  const file = lastValue(line, '--cpanfile');
  return {
    kind: 'install',
    install: installOf(line, { directory: folder === '.' || folder === './' ? '' : folder, file }),
  };
}

/** Without names, cpm takes cpanfile, or what META.json and the like say. */
function readCpm(line: CommandLine, names: readonly string[]): CommandRole | undefined {
  if (names.length > 0) {
    return isSet(line, '-g', '--global') ? namesOnly(names) : undefined;
  }
  const install = installOf(line, { directory: '', file: lastValue(line, '--cpanfile') });
  return {
    kind: 'install',
    install: { ...install, ...(isSet(line, '-g', '--global') ? {} : { writes: ['local'] }) },
  };
}

function installOf(
  line: CommandLine,
  { directory, file }: { readonly directory: string; readonly file: string | undefined },
): Install {
  const library = lastValue(line, '-l', '--local-lib', '-L', '--local-lib-contained');
  const isLocal = library !== undefined && !library.startsWith('/') && !library.startsWith('~');
  const odd = ['--save-dists', '--from', '--mirror', '-M'].find((option) =>
    (line.options.get(option) ?? []).some((value) => !/^(https?|ftp):\/\//.test(value)),
  );
  return {
    ecosystem: cpanm,
    directory,
    ...(file === undefined
      ? { manifests: [], anchors: ['cpanfile', 'META.json', 'Makefile.PL', 'Build.PL'] }
      : { manifests: [file] }),
    optional: ['cpanfile.snapshot'],
    subject: file ?? '',
    frozen: true,
    scripts: false,
    obstacle:
      odd !== undefined
        ? `\`${odd}\` may lead among the sources`
        : file?.startsWith('/') === true
          ? `${file} lies outside the working directory`
          : undefined,
    ...(isLocal ? { writes: [library] } : {}),
  };
}

/** Modules, distributions and addresses: no folder and no archive on disk. */
function namesOnly(names: readonly string[]): CommandRole | undefined {
  const areNames = names.every((one) =>
    /^([A-Za-z]\w*(::\w+)*([@~]\S+)?|[A-Z]+\/[\w.-]+\.tar\.gz|https?:\/\/\S+|git:\/\/\S+)$/.test(one),
  );
  return names.length > 0 && areNames ? { kind: 'packages' } : undefined;
}
