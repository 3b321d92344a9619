import type { ComposeService } from '../../context/compose/types.ts';

/** What EXPOSE names is what the image starts by itself: it says nothing of another program. */
export function hasOwnCommand({ node: { entries } }: ComposeService): boolean {
  return COMMANDS.some((key) => entries.has(key));
}

/** Whether that command names a port. */
export function commandNames(node: ComposeService['node'], port: number): boolean {
  return mentions(node, port, COMMANDS);
}

/** Whether something in a service may tell its program a port. */
export function mayTell(node: ComposeService['node'], port: number): boolean {
  return mentions(node, port, TELLING);
}

const COMMANDS = ['command', 'entrypoint'];

const TELLING = [...COMMANDS, 'environment', 'healthcheck', 'labels'];

function mentions({ entries }: ComposeService['node'], port: number, keys: readonly string[]): boolean {
  const pattern = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  const open = keys.flatMap((key) => entries.get(key)?.value ?? []);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'scalar' ? node.unsure || pattern.test(node.text ?? '') : node.kind === 'reset') {
      return true;
    }
    if (node.kind === 'list') {
      open.push(...node.items);
    } else if (node.kind === 'map') {
      open.push(...[...node.entries.values()].map(({ value }) => value));
    }
  }
  return false;
}
