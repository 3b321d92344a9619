import { chainStart } from '../../model/chain-start.ts';
import { nodesAbove } from '../../model/from-chain.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { valuesAt } from '../hoist/written-values.ts';

/** Whom a RUN runs as, as far as a cache mount needs to know it. */
export interface RunUser {
  /** Absolute, without a trailing slash. */
  readonly home: string;
  /** Numbers for `uid=` and `gid=`; undefined for root, who needs none. */
  readonly ids: { readonly uid: string; readonly gid: string } | undefined;
}

/** Longer chains of stages built from each other are not followed up. */
const MAX_STAGES = 64;

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
  const above = nodesAbove(model, node, MAX_STAGES);
  const values = valuesAt(model, node);
  const home = values.get('HOME');
  const last = above.findLast(({ instruction }) => instruction.keyword === 'USER');
  const written = last === undefined ? 'root' : (parsedOf(model.file, last.instruction).args[0]?.text ?? '');
  const [user = '', group] = expand(written.trim(), values).split(':');
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
  const uid = numberOf(above, /\b(useradd|adduser)\b/, /(?:-u|--uid)[ =](\d+)/, user);
  if (uid === undefined || !/^[a-z_][\w-]*$/i.test(user)) {
    return undefined;
  }
  const gid =
    numeric(group) ?? numberOf(above, /\b(groupadd|addgroup)\b/, /(?:-g|--gid)[ =](\d+)/, group ?? user);
  return homeOf(home ?? `/home/${user}`, { uid, gid: gid ?? uid });
}

function homeOf(home: string, ids: RunUser['ids']): RunUser | undefined {
  return /^\/[\w./-]*$/.test(home) ? { home: home.replace(/\/+$/, ''), ids } : undefined;
}

function expand(text: string, values: ReadonlyMap<string, string>): string {
  return !text.includes('$')
    ? text
    : text.replace(
        /\$(?:\{(\w+)\}|(\w+))/g,
        (all, braced?: string, plain?: string) => values.get(braced ?? plain ?? '') ?? all,
      );
}

function numeric(text: string | undefined): string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? text : text === 'root' ? '0' : undefined;
}

/** A number given to a user or group of this name in a RUN above. */
function numberOf(above: readonly Node[], program: RegExp, option: RegExp, name: string): string | undefined {
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
