import { parse } from '../../syntax/parse.ts';
import { scriptOf } from '../../syntax/shell.ts';
import type { ShellCommand } from '../../syntax/types.ts';
import { commandOf } from '../command.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { Command, ContextQuery, Hazard, Input } from '../types.ts';
import type { PackageManifest } from './package-manifest.ts';
import { withoutRunner } from './runner.ts';

/** Scripts of the project itself that `npm ci` and `npm install` run (npm/cli docs, scripts.md; domain.md section 4). */
const HOOKS = [
  'preunpack',
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
  'dependencies',
  'pnpm:devPreinstall',
] as const;

/** What the lifecycle scripts of a package mean for installing before the sources are there. */
export interface HookFindings {
  readonly inputs: readonly Input[];
  readonly hazards: readonly Hazard[];
}

interface Collection {
  readonly folder: string;
  readonly manifest: PackageManifest;
  readonly context: ContextQuery;
  readonly inputs: Input[];
  readonly hazards: Hazard[];
}

/** The package whose scripts are judged. */
export interface HookOwner {
  readonly folder: string;
  readonly manifest: PackageManifest;
  readonly context: ContextQuery;
}

/**
 * Judges the lifecycle scripts of a package. Tools with known inputs add these; a script file that exists is for review,
 * since its imports are unknown; anything else may need the sources, so that no fix is offered.
 */
export function judgeHooks(owner: HookOwner): HookFindings {
  const found: Collection = { ...owner, inputs: [], hazards: [] };
  const { scripts } = owner.manifest;
  for (const hook of HOOKS) {
    const text = scripts.get(hook);
    if (text !== undefined && text.trim() !== '') {
      judgeScript(found, hook, text);
    }
  }
  judgePrismaClient(found);
  const gyp = joinPath(owner.folder, 'binding.gyp');
  const isCompiled = owner.context.has(gyp);
  if (isCompiled !== 'no' && !scripts.has('install') && !scripts.has('preinstall')) {
    const reason =
      isCompiled === 'yes'
        ? `${gyp} makes the install compile the sources`
        : `${gyp} may exist, and compile the sources`;
    found.hazards.push({ effect: 'none', reason });
  }
  return { inputs: found.inputs, hazards: found.hazards };
}

function judgeScript(found: Collection, hook: string, text: string): void {
  const whose = found.folder === '' ? '' : ` of ${found.folder}`;
  const label = `the \`${hook}\` script${whose}`;
  const refuse = (): void => {
    found.hazards.push({
      effect: 'none',
      reason: `${label} runs \`${shortened(text)}\``,
      ...(INSTALLS.test(text) ? {} : { script: label }),
    });
  };
  const commands = commandsOf(text);
  if (commands === undefined) {
    refuse();
    return;
  }
  for (const command of commands) {
    const read = commandOf(command);
    if (read === undefined || command.redirected || !judgeCommand(found, label, withoutRunner(read))) {
      refuse();
      return;
    }
  }
}

/** A script that installs other packages is a part of the install, and no step that could wait for the sources. */
const INSTALLS =
  /\b(?:npm|pnpm|yarn|bun|lerna)\b[^&|;]{0,200}\b(?:i|ci|install|bootstrap)\b|\byarn\s*(?:$|[&|;])/;

/**
 * The commands of a script, all run one after the other; undefined where the shell decides at run time. The script is read
 * as a RUN behind a command that does nothing, so that none of it looks like a flag or a JSON form.
 */
function commandsOf(text: string): readonly ShellCommand[] | undefined {
  if (/[\r\n]/.test(text)) {
    return undefined;
  }
  const file = parse(`RUN : && ${text}`);
  const [instruction] = file.instructions;
  const script = instruction && file.problems.length === 0 ? scriptOf(file, instruction) : undefined;
  if (script?.form !== 'shell' || !script.complete) {
    return undefined;
  }
  const isPlain = (command: ShellCommand): boolean =>
    command.depth === 0 &&
    !command.conditional &&
    (command.join === 'start' || command.join === '&&' || command.join === ';' || isNothing(command));
  return script.commands.every(isPlain) ? script.commands : undefined;
}

/** What stands behind `||` in `husky || true`. */
function isNothing({ join, words }: ShellCommand): boolean {
  const text = words.map((word) => word.text).join(' ');
  return join === '||' && (text === 'true' || text === ':' || text === 'exit 0');
}

const HARMLESS = new Set([':', 'true', 'echo', 'only-allow']);
const GIT_HOOKS = new Set(['husky', 'simple-git-hooks', 'lefthook', 'is-ci']);
const SCRIPT_RUNNERS = new Set(['node', 'sh', 'bash']);

/** Notes what a command needs; false when it may need anything. */
function judgeCommand(found: Collection, label: string, command: Command): boolean {
  const { folder, context } = found;
  const { name, args } = command;
  if (HARMLESS.has(name) || (name === 'exit' && args[0]?.text === '0')) {
    return true;
  }
  if (GIT_HOOKS.has(name)) {
    if (context.has('.git') !== 'no' || context.has(joinPath(folder, '.git')) !== 'no') {
      return false;
    }
    found.hazards.push({ effect: 'review', reason: `${label} runs ${name}` });
    return true;
  }
  if (name === 'patch-package') {
    return judgePatchPackage(found, command);
  }
  if (name === 'prisma' && args[0]?.text === 'generate') {
    return judgePrisma(found, label, command.args);
  }
  const script = SCRIPT_RUNNERS.has(name) && args[0]?.literal === true ? args[0].text : undefined;
  if (script === undefined || script.startsWith('-')) {
    return false;
  }
  const path = [script, `${script}.js`]
    .map((text) => joinPath(folder, text))
    .find((text) => context.isFile(text));
  if (path === undefined || isOutside(path)) {
    return false;
  }
  found.inputs.push({ path, kind: 'file' });
  const reason = `${label} runs ${path}, which may read more files`;
  found.hazards.push({ effect: 'review', reason, script: label });
  return true;
}

/** patch-package reads the folder of patches and changes only node_modules. */
function judgePatchPackage({ folder, context, inputs }: Collection, { args }: Command): boolean {
  const texts = args.map(({ text }) => text);
  if (
    texts.some((text) => text.startsWith('-') && text !== '--error-on-fail' && text !== '--error-on-warn')
  ) {
    return false;
  }
  const patches = joinPath(folder, 'patches');
  if (context.isFolder(patches)) {
    inputs.push({ path: patches, kind: 'folder' });
  }
  return context.has(patches) !== 'unknown';
}

/**
 * A dependency with a script that reads the project: up to Prisma 6, installing @prisma/client generates the client if a
 * schema is there, and does nothing if none is. Installed before the schema is copied, the image would lack the client.
 */
function judgePrismaClient(found: Collection): void {
  const { folder, context, manifest, hazards } = found;
  if (!manifest.dependencies.some(({ name }) => name === '@prisma/client')) {
    return;
  }
  const label = 'installing `@prisma/client`';
  const isConfigured = PRISMA_CONFIGS.some((name) => context.has(joinPath(folder, name)) !== 'no');
  const isHidden = [manifest.prismaSchema ?? 'prisma', 'schema.prisma'].some(
    (name) => context.has(joinPath(folder, name)) === 'unknown',
  );
  if (!judgePrisma(found, label, []) && (isConfigured || isHidden || manifest.prismaSchema !== undefined)) {
    hazards.push({ effect: 'review', reason: `${label} may run \`prisma generate\`` });
  }
}

/** Files that may place the schema anywhere. */
const PRISMA_CONFIGS = ['prisma.config.ts', 'prisma.config.js', 'prisma.config.mjs'];

/** Prisma reads its schema, and may write its client among the sources. */
function judgePrisma(found: Collection, label: string, args: Command['args']): boolean {
  const { folder, context, manifest, inputs, hazards } = found;
  const flag = args.findIndex(({ text }) => text === '--schema' || text.startsWith('--schema='));
  const given = flag < 0 ? undefined : (args[flag]?.text.split('=')[1] ?? args[flag + 1]?.text);
  if (PRISMA_CONFIGS.some((name) => context.has(joinPath(folder, name)) !== 'no')) {
    return false;
  }
  const candidates = given !== undefined ? [given] : [manifest.prismaSchema ?? 'prisma', 'schema.prisma'];
  for (const candidate of candidates) {
    const path = joinPath(folder, candidate);
    if (path === '' || isOutside(path)) {
      return false;
    }
    if (context.isFile(path) || context.isFolder(path)) {
      inputs.push({ path, kind: context.isFile(path) ? 'file' : 'folder' });
      hazards.push({ effect: 'review', reason: `${label} runs \`prisma generate\`` });
      return true;
    }
  }
  return false;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
