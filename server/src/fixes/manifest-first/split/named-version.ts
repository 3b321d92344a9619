import { chainStart } from '../../../model/chain-start.ts';
import { familiarName } from '../../../model/familiar-name.ts';
import { tagOf } from '../../../model/image-tag.ts';
import { nodesAbove } from '../../../model/nodes-above.ts';
import type { Model, Node } from '../../../model/types.ts';
import { valueAbove } from '../../../model/variables.ts';

/** A version of a tool as a Dockerfile names it. */
export interface NamedVersion {
  /** `1.1.15`. */
  readonly text: string;
  readonly node: Node;
  /** True where older ones than it are meant: `poetry<1.5`. */
  readonly isBound: boolean;
}

/**
 * The version of a tool that the nearest instruction above a node, or the node itself, names: `pip install tool==1.1.15`,
 * `ENV TOOL_VERSION=1.1.15`, `--version 1.1.15` of its installer, or an image of the tool itself: `tool/tool:1.1.15`. Undefined where none does.
 */
export function namedVersion(model: Model, node: Node, tool: string): NamedVersion | undefined {
  const variable = `${tool.toUpperCase()}_VERSION`;
  // `tool~=1.1.0` keeps to 1.1, and `tool~=1.1` allows any 1.x.
  const required = new RegExp(
    `(?<![\\w-])${tool}(?:\\[[\\w,-]*\\])?(?:(===?|<=?)|~=(?=\\d+\\.\\d+\\.\\d))["']?(?:v?(\\d+(?:\\.\\d+)+)|\\$\\{?(\\w+))`,
  );
  for (const one of nodesAbove(model, { stage: node.stage, index: node.index + 1 })) {
    const { text } = one.instruction;
    if (one.detail.kind === 'pairs') {
      const value = one.detail.pairs.find(({ name }) => name === variable)?.value ?? '';
      if (VERSION.test(value)) {
        return { text: value, node: one, isBound: false };
      }
    } else if (one.detail.kind === 'run' && text.includes(tool)) {
      const [, operator, version, name] = required.exec(text) ?? [];
      const value = name === undefined ? undefined : valueAbove(model, one, name);
      const found = version ?? value ?? INSTALLER.exec(text)?.[1] ?? '';
      if (VERSION.test(found)) {
        return { text: found, node: one, isBound: operator === '<' };
      }
    }
  }
  return imageVersion(model, node, tool);
}

/** The images of tools, whose tags end with their versions: `denoland/deno:alpine-2.1.4`. */
const IMAGES: ReadonlyMap<string, string> = new Map([['deno', 'denoland/deno']]);

function imageVersion(model: Model, { stage }: Node, tool: string): NamedVersion | undefined {
  const start = chainStart(model, stage);
  const from = start && model.nodes[start.first];
  const name = start?.base.kind === 'image' && start.base.maybe === undefined ? (start.base.name ?? '') : '';
  if (from === undefined || familiarName(name) !== IMAGES.get(tool)) {
    return undefined;
  }
  const text = (tagOf(name) ?? '').split('-').pop() ?? '';
  return /^\d+(\.\d+)*$/.test(text) ? { text, node: from, isBound: false } : undefined;
}

/** True where no version that is meant is as new as this one, by its first two numbers. */
export function isBelow({ text, isBound }: NamedVersion, [major, minor]: readonly [number, number]): boolean {
  const [own = 0, second = 0, third = 0] = text.split('.').map(Number);
  const isSame = own === major && second === minor;
  return own < major || (own === major && second < minor) || (isBound && isSame && third === 0);
}

const VERSION = /^\d+(\.\d+)+$/;

/** `curl … | python3 - --version 1.1.15` */
const INSTALLER = /\bpython[\d.]* - --version[= ]v?(\d+(?:\.\d+)+)/;
