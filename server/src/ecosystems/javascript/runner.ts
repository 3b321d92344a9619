import type { Command } from '../types.ts';

const RUNNERS = new Set(['npx', 'bunx', 'pnpx']);
const RUNNER_PREFIXES = new Map([
  ['npm', new Set(['exec', 'x'])],
  ['pnpm', new Set(['exec', 'dlx'])],
  ['yarn', new Set(['dlx', 'exec'])],
  ['bun', new Set(['x'])],
]);

/** `npx -y tool args` as `tool args`; a command without a runner as it is. */
export function withoutRunner(command: Command): Command {
  let { args } = command;
  if (RUNNER_PREFIXES.get(command.name)?.has(args[0]?.text ?? '') === true) {
    args = args.slice(1);
  } else if (!RUNNERS.has(command.name)) {
    return command;
  }
  while (['-y', '--yes', '--no-install', '--no', '--'].includes(args[0]?.text ?? '')) {
    args = args.slice(1);
  }
  const [program, ...rest] = args;
  return program?.literal === true
    ? { ...command, name: program.text.replace(/@[^@/]*$/, ''), args: rest }
    : command;
}
