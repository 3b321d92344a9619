import { callOf, calledNames, quotedTexts, splitCode } from '../code-statements.ts';

/** What a program on Julia's command line does with packages. */
export interface JuliaProgram {
  readonly instantiates: boolean;
  readonly resolves: boolean;
  readonly adds: boolean;
  /** The folder of `Pkg.activate("…")`. */
  readonly activates: string | undefined;
  readonly known: boolean;
  /**
   * The program that only instantiates, with what prepares it: variables that downloads and build scripts of packages heed,
   * registries, and the project. Undefined where something in front can't be read, or not be written between single quotes.
   */
  readonly download: string | undefined;
  /** Statements in front that set a variable to a path, which may lead among the sources. */
  readonly paths: readonly string[];
}

/** Calls that neither install nor load packages of the project. */
const HARMLESS =
  /^Pkg\.(status|gc|precompile|build|Registry\.(add|update|status)|offline|setprotocol!|API\.\w+)$/;

/** Those by which a later download goes. */
const PREPARES = /^Pkg\.(Registry\.(add|update)|offline|setprotocol!)$/;

/** A statement that sets a variable to a plain text. */
const SETTING = /^ENV\["(\w+)"\]\s*=\s*"([^"\\$]*)"$/;

/** Reads the statements of a program. */
export function readProgram(code: string): JuliaProgram {
  const program = {
    instantiates: false,
    resolves: false,
    adds: false,
    activates: undefined as string | undefined,
    known: true,
    download: undefined as string | undefined,
    paths: [] as string[],
  };
  /** What a download needs of the statements so far; undefined once one of them can't be read. */
  let front: string[] | undefined = [];
  for (const raw of splitCode(code, ';\n')) {
    const statement = raw.replace(/^using Pkg:.*$/, 'using Pkg');
    if (/^(using|import) (Pkg|InteractiveUtils)$/.test(statement)) {
      continue;
    }
    const verbs = /^pkg"([^"]*)"$/.exec(statement)?.[1];
    const call = callOf(statement.replace(/^Pkg\.API\./, 'Pkg.'));
    const name = call?.name ?? '';
    const [, variable, value = ''] = SETTING.exec(statement) ?? [];
    let isKnown = true;
    let instantiates = false;
    if (variable !== undefined) {
      if (isPath(value)) {
        program.paths.push(statement);
      }
      // The step of its own says that one otherwise.
      if (variable !== 'JULIA_PKG_PRECOMPILE_AUTO') {
        front?.push(statement);
      }
    } else if (verbs !== undefined) {
      instantiates = /\binstantiate\b/.test(verbs);
      program.adds ||= verbs.split(';').some((one) => /^add [\w. ]+$/.test(one.trim()));
      isKnown = areKnown(verbs);
    } else if (name === 'Pkg.instantiate') {
      instantiates = true;
    } else if (name === 'Pkg.resolve' || name === 'Pkg.update') {
      program.resolves = true;
    } else if (name === 'Pkg.activate') {
      const folder = /^["']([^"'$]*)["']$/.exec(call?.text.trim() ?? '')?.[1];
      program.activates =
        folder ?? (call?.text.trim() === '@__DIR__' || call?.text.trim() === 'pwd()' ? '.' : undefined);
      isKnown = program.activates !== undefined;
      front?.push(`Pkg.activate("${program.activates ?? ''}")`);
    } else if (name === 'Pkg.add') {
      program.adds = true;
      isKnown = namesPackages(call?.text ?? '');
    } else {
      // A registry in a folder is one of the sources.
      isKnown = HARMLESS.test(name) && !(name === 'Pkg.Registry.add' && /\bpath\s*=/.test(call?.text ?? ''));
      if (PREPARES.test(name)) {
        front?.push(statement);
      }
    }
    program.known &&= isKnown;
    front = isKnown ? front : undefined;
    if (instantiates) {
      program.instantiates = true;
      program.download = front && downloadOf(front);
    }
  }
  return program;
}

function downloadOf(front: readonly string[]): string | undefined {
  const first = front.findIndex((one) => !SETTING.test(one));
  const settings = first < 0 ? front : front.slice(0, first);
  const text = [...settings, 'using Pkg', ...front.slice(settings.length), 'Pkg.instantiate()'].join('; ');
  return /['\\\n\r]/.test(text) ? undefined : text;
}

/** A path, other than an address and one of the system's own programs and libraries. */
function isPath(value: string): boolean {
  return (
    /^\.|\//.test(value) &&
    !/^[a-z][a-z+]*:\/\//.test(value) &&
    !/^\/(usr\/(local\/)?)?(s?bin|lib\d*|include)(\/|$)/.test(value)
  );
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
