import type { Command } from '../../../ecosystems/types.ts';

/** What a call of a script says. */
export interface ScriptCommand {
  /** The folder of its package.json, as written; the empty text for the working directory. */
  readonly directory: string;
  readonly name: string;
}

/** Programs that run scripts. */
export const SCRIPT_RUNNERS: ReadonlySet<string> = new Set(['npm', 'yarn', 'pnpm', 'bun']);

/** Commands of their own, which never mean a script of the same name. */
const OWN = new Set([
  'install',
  'ci',
  'add',
  'i',
  'global',
  'workspaces',
  'workspace',
  'config',
  'cache',
  'dlx',
  'exec',
]);

/** npm runs these without `run`. */
const PLAIN_SCRIPTS = new Set(['start', 'test', 'stop', 'restart']);

/** Reads a call of a script of package.json; undefined for other commands, and for scripts of several packages. */
export function readScript({ name, args }: Command): ScriptCommand | undefined {
  if (!SCRIPT_RUNNERS.has(name) || args.some(({ literal }) => !literal)) {
    return undefined;
  }
  let directory = '';
  const operands: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const text = args[index]?.text ?? '';
    const value = /^(--prefix|--cwd|--dir|-C)(=(.*))?$/.exec(text);
    if (value !== null) {
      directory = value[3] ?? args[++index]?.text ?? '';
    } else if (text === '--') {
      break;
    } else if (!text.startsWith('-')) {
      operands.push(text);
    } else if (/^(-w|--workspace|--filter|-F|--workspaces|-r|--recursive)\b/.test(text)) {
      return undefined;
    }
  }
  const [verb = '', script] = operands;
  if (verb === 'run' || verb === 'run-script') {
    return script === undefined ? undefined : { directory, name: script };
  }
  const isScript = name === 'npm' || name === 'bun' ? PLAIN_SCRIPTS.has(verb) : verb !== '' && !OWN.has(verb);
  return isScript ? { directory, name: verb } : undefined;
}
