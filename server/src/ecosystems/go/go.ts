import { baseName } from '../../context/path-parts.ts';
import type { Command, CommandRole, Ecosystem } from '../types.ts';
import { goInputs } from './go-inputs.ts';

/** Go modules (domain.md section 4, row 14). */
export const go: Ecosystem = {
  id: 'go',
  docs: {
    rows: [14],
    title: 'Go modules',
    commands: ['go mod download', 'go mod verify', 'go build', 'go install ./...', 'go test', 'go mod tidy'],
    fix: 'Copies go.mod and go.sum first, with go.work and the modules that it names; in front of commands that read sources it adds `go mod download`, which also takes the place of a `go mod tidy` above all sources. Silent where modules are vendored.',
  },
  caches: [{ target: '/go/pkg/mod' }, { target: '~/.cache/go-build' }],
  uncached: ['clean -modcache', 'clean -cache'],
  family: 'go',
  programs: ['go', 'xx-go'],
  usualManifests: ['go.mod', 'go.sum'],
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs: goInputs,
};

const MANIFESTS = new Set(['go.mod', 'go.sum', 'go.work', 'go.work.sum']);

/** Options that take the next word as their value (`go help build`, `go help test`). */
const VALUED = new Set([
  'C',
  'asmflags',
  'bench',
  'benchtime',
  'blockprofile',
  'buildmode',
  'compiler',
  'count',
  'covermode',
  'coverpkg',
  'coverprofile',
  'cpuprofile',
  'exec',
  'fuzz',
  'gccgoflags',
  'gcflags',
  'installsuffix',
  'ldflags',
  'list',
  'memprofile',
  'mod',
  'modfile',
  'o',
  'outputdir',
  'overlay',
  'p',
  'parallel',
  'pgo',
  'pkgdir',
  'run',
  'shuffle',
  'skip',
  'tags',
  'timeout',
  'toolexec',
  'vet',
  'vettool',
]);

/** Commands that read sources and fetch what these import. */
const READING = new Set(['build', 'install', 'test', 'vet', 'run', 'list', 'get', 'fix']);

/** How far up a module is looked for: the packages of programs rarely lie deeper. */
const ANCHORS = ['', '../', '../../', '../../../', '../../../../'].flatMap((up) => [
  `${up}go.mod`,
  `${up}go.work`,
]);

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = name === 'go' || name === 'xx-go' ? readLine(args) : undefined;
  if (line === undefined || env.get('GO111MODULE') === 'off') {
    return undefined;
  }
  const { verb, operands, options } = line;
  const names = operands.filter((operand) => operand.includes('@'));
  if (verb === 'install' && names.length > 0) {
    return names.length === operands.length && operands.every(isVersioned) ? { kind: 'packages' } : undefined;
  }
  const [action] = operands;
  const isPure = verb === 'mod' && operands.length === 1 && (action === 'download' || action === 'verify');
  const isReading =
    (READING.has(verb) && names.length === 0) ||
    (verb === 'mod' && (action === 'tidy' || action === 'vendor'));
  if (!isPure && !isReading) {
    return isCompanion(line) ? { kind: 'companion' } : undefined;
  }
  const flags = `${env.get('GOFLAGS') ?? ''} -mod=${options.get('mod') ?? ''}`;
  if (flags.includes('-mod=vendor') || options.has('modfile')) {
    return undefined;
  }
  return {
    kind: 'install',
    install: {
      ecosystem: go,
      directory: options.get('C') ?? '',
      manifests: [],
      anchors: ANCHORS,
      optional: [],
      subject: '',
      frozen: true,
      scripts: false,
      obstacle: undefined,
      ...(isPure ? {} : { downloadOnly: 'go mod download' }),
      ...(isPure || namesPackages(line) ? {} : { importedBy: '.go' }),
    },
  };
}

interface Line {
  readonly verb: string;
  readonly operands: readonly string[];
  /** By name without dashes; the empty text for a bare flag. */
  readonly options: ReadonlyMap<string, string>;
}

/** Go's own command line: one dash or two, `-name value` or `-name=value`. Undefined where what decides is not literal. */
function readLine(args: Command['args']): Line | undefined {
  const operands: string[] = [];
  const options = new Map<string, string>();
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    const found = /^--?([A-Za-z]\w*)(?:=(.*))?$/s.exec(word?.text ?? '');
    if (word === undefined) {
      break;
    }
    if (found === null) {
      if (operands.length === 0 && !word.literal) {
        return undefined;
      }
      operands.push(word.text.replace(/^["']|["']$/g, ''));
      continue;
    }
    const [, name = '', inline] = found;
    const isSplit = inline === undefined && VALUED.has(name);
    const value = isSplit ? args[++index] : word;
    if ((name === 'C' || name === 'mod') && value?.literal !== true) {
      return undefined;
    }
    options.set(name, isSplit ? (value?.text ?? '') : (inline ?? ''));
  }
  const [verb = '', ...rest] = operands;
  return { verb, operands: rest, options };
}

/** Whether packages are named, and not those of folders: `go build example.org/x`. */
function namesPackages({ verb, operands }: Line): boolean {
  return verb !== 'mod' && !operands.every((operand) => operand.startsWith('.'));
}

/** A program of a module at a version, which may be a variable: `example.org/x/cmd/y@${VERSION}`. */
function isVersioned(operand: string): boolean {
  return /^[\w-]+(\.[\w-]+)+(\/[\w.~-]+)*@([\w.+-]|\$\w+(?!\w)|\$\{\w+\})+$/.test(operand);
}

function isCompanion({ verb, operands, options }: Line): boolean {
  switch (verb) {
    case 'version':
      return operands.length === 0;
    case 'env':
      return true;
    case 'telemetry':
      return true;
    case 'clean':
      return (
        operands.length === 0 &&
        options.size > 0 &&
        [...options.keys()].every((name) => /^(mod|test|fuzz)?cache$/.test(name))
      );
    default:
      return false;
  }
}
