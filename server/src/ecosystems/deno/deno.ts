import { baseName } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions } from '../options.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { DENO_PROJECTS, denoInputs } from './deno-project.ts';

/** Deno (domain.md section 4, row 6). */
export const deno: Ecosystem = {
  id: 'deno',
  docs: {
    rows: [6],
    title: 'Deno',
    commands: ['deno install', 'deno ci', 'deno cache main.ts', 'deno install --entrypoint main.ts'],
    fix: 'Copies the manifests in front of `deno install`, and adds that step in front of the sources where a command reads these (`deno cache main.ts`). None where the sources import by address alone.',
  },
  // Programs read what Deno downloads where it is, so that it belongs into the image.
  caches: [],
  uncached: ['clean'],
  family: 'deno',
  programs: ['deno'],
  usualManifests: ['deno.json', 'deno.lock'],
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs: denoInputs,
};

const MANIFESTS = new Set(['deno.json', 'deno.jsonc', 'deno.lock', 'import_map.json', 'deps.ts', 'deps.js']);

/** Options that take the next word as their value (deno's cli/args/flags.rs); most take it with `=` only. */
const VALUED = new Set([
  '-c',
  '--config',
  '--import-map',
  '--cert',
  '-n',
  '--name',
  '--root',
  '--unstable',
  '-L',
  '--log-level',
]);

/** Settings that name files, which are not followed. */
const PLACES = ['-c', '--config', '--import-map', '--cert', '--lock'];

function read({ name, args }: Command): CommandRole | undefined {
  const line = readOptions(args, VALUED, 'letters');
  if (name !== 'deno' || !line.literal) {
    return undefined;
  }
  const [verb, ...files] = line.operands;
  const isEntry = isSet(line, '--entrypoint', '-e');
  if (verb === 'install' && isSet(line, '-g', '--global')) {
    const isRemote = /^(https:\/\/|npm:|jsr:)/.test(files[0] ?? '');
    return isRemote && !PLACES.some((option) => line.options.has(option)) ? { kind: 'packages' } : undefined;
  }
  const isCache = verb === 'cache' && files.length > 0;
  const isInstall =
    (verb === 'install' && (files.length === 0 || isEntry)) || (verb === 'ci' && files.length === 0);
  if (!isCache && !isInstall) {
    const isVersion = (verb === undefined || verb === 'upgrade') && files.length === 0;
    return isVersion && (verb === 'upgrade' || isSet(line, '--version', '-V'))
      ? { kind: 'companion' }
      : undefined;
  }
  // Modules by address alone: the configuration of the project still maps their imports.
  if (files.length > 0 && files.every((file) => /^(https?|npm|jsr):/.test(file))) {
    return undefined;
  }
  const placed = PLACES.find((option) => (lastValue(line, option) ?? '') !== '');
  return {
    kind: 'install',
    install: {
      ecosystem: deno,
      directory: '',
      manifests: files.filter((file) => !/^\w+:/.test(file)),
      ...(files.length === 0 ? { anchors: DENO_PROJECTS } : {}),
      optional: [],
      subject: '',
      frozen: verb === 'ci' || isSet(line, '--frozen', '--frozen-lockfile'),
      scripts: false,
      obstacle:
        placed === undefined
          ? line.options.has('--allow-scripts')
            ? '`--allow-scripts` runs scripts of packages'
            : undefined
          : `\`${placed}\` names a file among the sources`,
      // `deno cache` may be that of Deno 1, which has no `deno install` of this kind.
      ...(files.length === 0 || isCache ? {} : { downloadOnly: 'deno install' }),
    },
  };
}
