import { chainStart } from '../../model/chain-start.ts';
import { nodesAbove } from '../../model/nodes-above.ts';
import type { Model, Node } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { withValues } from '../../model/with-values.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { firstOf } from '../first-of.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** Whom a RUN runs as, as far as a cache mount needs to know it. */
export interface RunUser {
  /** Absolute, without a trailing slash. */
  readonly home: string;
  /** Numbers for `uid=` and `gid=`; undefined for root, who needs none. */
  readonly ids: { readonly uid: string; readonly gid: string } | undefined;
}

/** Users of well-known base images: name, home directory and number. */
const KNOWN: readonly (readonly [RegExp, string, string, string])[] = [
  [/(^|\/)node(:|@|$)/, 'node', '/home/node', '1000'],
  [/(^|\/)gradle(:|@|$)/, 'gradle', '/home/gradle', '1000'],
];

/**
 * The user that a RUN runs as: root unless a USER above says otherwise, by a name whose number a RUN or the base image tells.
 * Undefined where the home directory or the number can't be told.
 */
export function runUser(model: Model, node: Node): RunUser | undefined {
  const home = valueAbove(model, node, 'HOME');
  const written = userOf(model, node);
  const [user = '', group] = written.split(':');
  if (user === 'root' || user === '0') {
    return home === undefined ? { home: '/root', ids: undefined } : homeOf(home, undefined);
  }
  if (/^\d+$/.test(user)) {
    return home === undefined ? undefined : homeOf(home, { uid: user, gid: numeric(group) ?? user });
  }
  const base = chainStart(model, node.stage)?.base;
  const image = base?.kind === 'image' ? (base.name ?? '') : '';
  const known = KNOWN.find(([images, name]) => name === user && images.test(image));
  if (known !== undefined) {
    const [, , place, number] = known;
    return homeOf(home ?? place, { uid: number, gid: numeric(group) ?? number });
  }
  const uid = numberOf(nodesAbove(model, node), /\b(useradd|adduser)\b/, /(?:-u|--uid)[ =](\d+)/, user);
  if (uid === undefined || !/^[a-z_][\w-]*$/i.test(user)) {
    return undefined;
  }
  const gid =
    numeric(group) ??
    numberOf(nodesAbove(model, node), /\b(groupadd|addgroup)\b/, /(?:-g|--gid)[ =](\d+)/, group ?? user);
  return homeOf(home ?? `/home/${user}`, { uid, gid: gid ?? uid });
}

/** What the nearest USER above says, with the values of variables, group included; root where there is none. */
export function userOf(model: Model, node: Node): string {
  return firstOf(nodesAbove(model, node), (one) => userIn(model, one)) ?? 'root';
}

function homeOf(home: string, ids: RunUser['ids']): RunUser | undefined {
  return /^\/[\w./-]*$/.test(home) ? { home: withoutTrailing(home, '/'), ids } : undefined;
}

/** What a USER says, with the values that variables have there; undefined for other instructions. */
function userIn(model: Model, node: Node): string | undefined {
  const { instruction } = node;
  return instruction.keyword === 'USER'
    ? withValues(parsedOf(model.file, instruction).args[0]?.text.trim() ?? '', (name) =>
        valueAbove(model, node, name),
      )
    : undefined;
}

function numeric(text: string | undefined): string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? text : text === 'root' ? '0' : undefined;
}

/** The number given to a user or group of this name in the nearest RUN above that gives one. */
function numberOf(above: Iterable<Node>, program: RegExp, option: RegExp, name: string): string | undefined {
  for (const { instruction } of above) {
    if (instruction.keyword !== 'RUN' || !instruction.text.includes(name)) {
      continue;
    }
    for (const command of instruction.text.split(/&&|;|\|\|/)) {
      const words = command.trim().split(/\s+/);
      const number = program.test(command) && words.includes(name) ? option.exec(command)?.[1] : undefined;
      if (number !== undefined) {
        return number;
      }
    }
  }
  return undefined;
}
