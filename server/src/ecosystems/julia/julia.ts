import { baseName } from '../../context/path-parts.ts';
import { commandLine } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem, Install } from '../types.ts';
import { readProgram, type JuliaProgram } from './julia-program.ts';
import { juliaInputs } from './julia-project.ts';

/** Julia's Pkg (domain.md section 4, row 35). */
export const julia: Ecosystem = {
  id: 'julia',
  docs: {
    rows: [35],
    title: 'Julia Pkg',
    commands: [
      `julia --project=. -e 'using Pkg; Pkg.instantiate()'`,
      `julia --project -e 'import Pkg; Pkg.instantiate(); Pkg.precompile()'`,
    ],
    fix: 'Copies Project.toml and Manifest.toml first. Where the project is a package itself, adds a step that instantiates without precompiling in front of the sources.',
  },
  // The depot holds the packages themselves, which belong into the image.
  caches: [],
  uncached: [],
  family: 'julia',
  programs: ['julia'],
  usualManifests: ['Project.toml', 'Manifest.toml'],
  isManifest: (path) =>
    /^((Julia)?(Project|Manifest|LocalPreferences|Artifacts)\.toml|(Julia)?Manifest-v[\d.]+\.toml)$/.test(
      baseName(path),
    ),
  read,
  inputs: juliaInputs,
};

function read({ name, args, env, path }: Command): CommandRole | undefined {
  if (name !== 'julia') {
    return undefined;
  }
  const code: string[] = [];
  const kept: string[] = [];
  let project = env.get('JULIA_PROJECT');
  for (let index = 0; index < args.length; index++) {
    const { text = '', literal = false } = args[index] ?? {};
    const next = args[index + 1];
    if (text === '-e' || text === '--eval') {
      if (next?.literal !== true) {
        return undefined;
      }
      code.push(next.text);
      index++;
    } else if (/^--project(=|$)/.test(text) && literal) {
      project = text.replace(/^--project=?/, '') || '.';
      kept.push(text);
    } else if (!literal || /^-(J|L|-sysimage|-load)/.test(text) || !text.startsWith('-')) {
      return undefined;
    } else {
      kept.push(text);
      if (
        /^-[tpOC]$|^--(threads|procs|optimize|cpu-target|color|startup-file|compiled-modules)$/.test(text)
      ) {
        kept.push(next?.text ?? '');
        index++;
      }
    }
  }
  const program = readProgram(code.join('\n'));
  const where = program.activates ?? project;
  if (!program.instantiates) {
    return program.known && program.adds && where === undefined && program.paths.length === 0
      ? { kind: 'packages' }
      : undefined;
  }
  return where === undefined || (where.startsWith('@') && where !== '@.')
    ? undefined
    : { kind: 'install', install: installOf(program, where, commandLine([path ?? name, ...kept])) };
}

function installOf(program: JuliaProgram, where: string, start: string): Install {
  const { download, paths } = program;
  return {
    ecosystem: julia,
    directory: where === '.' || where === '@.' ? '' : where.replace(/\/(Julia)?Project\.toml$/, ''),
    manifests: [/(Julia)?Project\.toml$/.exec(where)?.[0] ?? 'Project.toml'],
    optional: [],
    subject: '',
    frozen: !program.resolves,
    scripts: !program.known,
    obstacle: program.adds ? 'packages are added to Project.toml' : undefined,
    ...(paths.length > 0 ? { reads: paths } : {}),
    ...(download === undefined
      ? {}
      : { downloadOnly: `JULIA_PKG_PRECOMPILE_AUTO=0 ${start} -e '${download}'` }),
  };
}
