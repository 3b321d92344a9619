import { baseName } from '../../context/path-parts.ts';
import { callOf, calledNames, quotedTexts, splitCode } from '../code-statements.ts';
import { commandLine } from '../shell-words.ts';
import type { Command, CommandRole, Ecosystem, Install } from '../types.ts';
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

/** What a program does with packages. */
interface Program {
  readonly instantiates: boolean;
  readonly resolves: boolean;
  readonly adds: boolean;
  /** The folder of `Pkg.activate("…")`. */
  readonly activates: string | undefined;
  readonly known: boolean;
}

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
    return program.known && program.adds && where === undefined ? { kind: 'packages' } : undefined;
  }
  return where === undefined || (where.startsWith('@') && where !== '@.')
    ? undefined
    : { kind: 'install', install: installOf(program, where, commandLine([path ?? name, ...kept])) };
}

function installOf(program: Program, where: string, start: string): Install {
  const using = program.activates === undefined ? '' : `Pkg.activate("${program.activates}"); `;
  return {
    ecosystem: julia,
    directory: where === '.' || where === '@.' ? '' : where.replace(/\/(Julia)?Project\.toml$/, ''),
    manifests: [/(Julia)?Project\.toml$/.exec(where)?.[0] ?? 'Project.toml'],
    optional: [],
    subject: '',
    frozen: !program.resolves,
    scripts: !program.known,
    obstacle: program.adds ? 'packages are added to Project.toml' : undefined,
    downloadOnly: `JULIA_PKG_PRECOMPILE_AUTO=0 ${start} -e 'using Pkg; ${using}Pkg.instantiate()'`,
  };
}

/** Calls that neither install nor load packages of the project. */
const HARMLESS =
  /^Pkg\.(status|gc|precompile|build|Registry\.(add|update|status)|offline|setprotocol!|API\.\w+)$/;

function readProgram(code: string): Program {
  const program = {
    instantiates: false,
    resolves: false,
    adds: false,
    activates: undefined as string | undefined,
    known: true,
  };
  for (const raw of splitCode(code, ';\n')) {
    const statement = raw.replace(/^using Pkg:.*$/, 'using Pkg');
    const verbs = /^pkg"([^"]*)"$/.exec(statement)?.[1];
    const call = callOf(statement.replace(/^Pkg\.API\./, 'Pkg.'));
    const name = call?.name ?? '';
    if (/^(using|import) (Pkg|InteractiveUtils)$/.test(statement)) {
      continue;
    }
    if (verbs !== undefined) {
      program.instantiates ||= /\binstantiate\b/.test(verbs);
      program.adds ||= /^add [\w. ]+$/.test(verbs);
      program.known &&= areKnown(verbs);
    } else if (name === 'Pkg.instantiate') {
      program.instantiates = true;
    } else if (name === 'Pkg.resolve' || name === 'Pkg.update') {
      program.resolves = true;
    } else if (name === 'Pkg.activate') {
      const folder = /^["']([^"'$]*)["']$/.exec(call?.text.trim() ?? '')?.[1];
      program.activates =
        folder ?? (call?.text.trim() === '@__DIR__' || call?.text.trim() === 'pwd()' ? '.' : undefined);
      program.known &&= program.activates !== undefined;
    } else if (name === 'Pkg.add') {
      program.adds = true;
      program.known &&= namesPackages(call?.text ?? '');
    } else {
      program.known &&= HARMLESS.test(name);
    }
  }
  return program;
}

/** `"CSV"`, `["CSV", "JSON"]`, `PackageSpec(name="CSV", version="1")` and addresses: no folder. */
function namesPackages(text: string): boolean {
  return (
    quotedTexts(text).every((one) => /^(https?:\/\/\S+|[\w.@+-]+)$/.test(one)) &&
    quotedTexts(text).length > 0 &&
    !/\bpath\s*=/.test(text) &&
    calledNames(text).every((name) => /^(Pkg\.)?PackageSpec$/.test(name))
  );
}

/** Whether all commands of the package manager's own prompt are understood. */
function areKnown(verbs: string): boolean {
  const all = verbs
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return all.length > 0 && all.every((one) => /^(instantiate|precompile|add [\w. ]+)$/.test(one));
}
