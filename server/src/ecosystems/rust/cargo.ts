import { baseName, parentPath } from '../../context/path-parts.ts';
import { isSet, lastValue, readOptions, type CommandLine } from '../options.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { cargoInputs } from './cargo-inputs.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** Cargo (domain.md section 4, row 15). */
export const cargo: Ecosystem = {
  id: 'cargo',
  docs: {
    rows: [15],
    title: 'Cargo',
    commands: ['cargo build', 'cargo install --path .', 'cargo fetch', 'cargo chef cook', 'cargo test'],
    fix: 'None: cargo wants sources beside each Cargo.toml. The message names what helps: cargo-chef, stub sources, or cache mounts for the registry and `target`. Silent behind `cargo chef cook` or a build of stubs, in the same stage or in one from which `target` and the registry are copied, and with those mounts.',
  },
  caches: [{ target: '/usr/local/cargo/registry' }, { target: '/usr/local/cargo/git/db' }],
  uncached: ['cache clean'],
  family: 'cargo',
  programs: ['cargo', 'cargo-chef', 'cross', 'xx-cargo', 'wasm-pack'],
  usualManifests: ['Cargo.toml', 'Cargo.lock'],
  isManifest: (path) => MANIFESTS.has(baseName(path)) || /(^|\/)\.cargo\/config(\.toml)?$/.test(path),
  read,
  inputs: cargoInputs,
};

const MANIFESTS = new Set(['Cargo.toml', 'Cargo.lock', 'rust-toolchain', 'rust-toolchain.toml']);

/** Commands that fetch and compile dependencies on their way, with their aliases (`cargo --list`) and well-known plugins. */
const BUILDING = new Set([
  'build',
  'b',
  'check',
  'c',
  'test',
  't',
  'run',
  'r',
  'rustc',
  'bench',
  'clippy',
  'doc',
  'd',
  'fetch',
  'zigbuild',
  'cbuild',
  'cinstall',
  'nextest',
  'leptos',
  'tauri',
  'auditable',
  'xwin',
  'component',
  'lambda',
  'shuttle',
]);

const VALUED = new Set([
  '--manifest-path',
  '-C',
  '-p',
  '--package',
  '--exclude',
  '--bin',
  '--example',
  '--test',
  '--bench',
  '-F',
  '--features',
  '--target',
  '--target-dir',
  '--profile',
  '-j',
  '--jobs',
  '--config',
  '-Z',
  '--color',
  '--message-format',
  '--path',
  '--root',
  '--version',
  '--vers',
  '--git',
  '--branch',
  '--tag',
  '--rev',
  '--registry',
  '--index',
  '--recipe-path',
]);

/** How far up a package or workspace is looked for. */
const ANCHORS = ['', '../', '../../', '../../../'].map((up) => `${up}Cargo.toml`);

function read({ name, args }: Command): CommandRole | undefined {
  const words = wordsOf(name, args);
  if (words === undefined) {
    return undefined;
  }
  const line = readOptions(words, VALUED);
  const [verb = '', ...operands] = line.operands;
  if (verb === 'install') {
    return readInstall(line, operands);
  }
  const isCook = verb === 'chef' && operands[0] === 'cook';
  if ((BUILDING.has(verb) || isCook) && !isSet(line, '--offline', '--frozen', '--help', '--version')) {
    return installOf(line, lastValue(line, '--manifest-path') ?? '', lastValue(line, '-C') ?? '');
  }
  const isCompanion = verb === '' && isSet(line, '--version', '-V');
  return isCompanion ? { kind: 'companion' } : undefined;
}

/** Programs with the command line of cargo: `xx-cargo` calls it for the target of the build (github.com/tonistiigi/xx). */
const CARGO = new Set(['cargo', 'cross', 'xx-cargo']);

/** The words behind `cargo` and a toolchain; those of programs that call it alike. */
function wordsOf(name: string, args: Command['args']): Command['args'] | undefined {
  const [first] = args;
  if (CARGO.has(name)) {
    return first?.literal === true && first.text.startsWith('+') ? args.slice(1) : args;
  }
  return name === 'wasm-pack' && first?.text === 'build' ? args.slice(0, 1) : undefined;
}

/** `cargo install ripgrep` needs no project; `--path .` builds one. */
function readInstall(line: CommandLine, names: readonly string[]): CommandRole | undefined {
  const path = lastValue(line, '--path');
  if (path !== undefined) {
    return installOf(line, '', path);
  }
  const isNamed = names.length > 0 && names.every((one) => /^[\w@.-]+$|^[\w-]+@\$(\w+|\{\w+\})$/.test(one));
  return isNamed || line.options.has('--git') ? { kind: 'packages' } : undefined;
}

function installOf(line: CommandLine, manifest: string, place: string): CommandRole | undefined {
  const unsure = [manifest, place].some((text) => text.includes('$'));
  const file = manifest === '' ? withoutTrailing(place, '/') : parentPath(manifest);
  if (unsure) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: cargo,
      directory: file === '.' ? '' : file,
      manifests: [],
      anchors: ANCHORS,
      optional: [],
      subject: '',
      frozen: isSet(line, '--locked'),
      scripts: false,
      obstacle: undefined,
    },
  };
}
