import { commandOf } from '../../ecosystems/command.ts';
import type { Model, Node } from '../../model/types.ts';
import { blockOf } from '../moving/blocks.ts';
import type { Fix } from '../types.ts';
import { chainOf, type Chain, type Link } from './chain.ts';
import { speaksToTools } from './gap.ts';
import { layoutOf } from './layout.ts';
import { runsTheSame } from './proof.ts';
import { leavesOnlyFiles, leavesState } from './shell-state.ts';

/** Commands that take away or change what earlier ones made: in a layer of their own they make the image larger. */
const REWORKS =
  /\b(rm|rmdir|unlink|mv|chown|chmod|chgrp|strip|upx|gzip|shred|truncate|prune|clean|cleanall|purge|uninstall|remove|erase|del|autoremove|autoclean)\b|-delete\b|\bsed .*-i|--remove-files\b/;

/** Programs with one store of package lists, by the name under which they share it. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['apt-get', 'apt'],
  ['apt', 'apt'],
  ['aptitude', 'apt'],
  ['apk', 'apk'],
  ['dnf', 'dnf'],
  ['yum', 'dnf'],
  ['microdnf', 'dnf'],
  ['tdnf', 'dnf'],
  ['zypper', 'zypper'],
]);

const FETCHES_LISTS = /\b(update|makecache|refresh|ref)\b/;

/**
 * A RUN cut at each `&&` where nothing crosses: the state of the shell, a clean-up of what an earlier command made, and package
 * lists, which stay with the installs that read them. Undefined where there is no such place.
 */
export function splitRun(model: Model, node: Node): Fix | undefined {
  const chain = chainOf(model, node);
  const groups = chain && leavesOnlyFiles(model, [chain]) ? groupsOf(chain) : [];
  if (chain === undefined || groups.length < 2) {
    return undefined;
  }
  const { instruction, index } = node;
  const { eol } = layoutOf(model.file, [instruction]);
  const { indent } = blockOf(model.file, node);
  const texts = groups.map(({ start, end }, at) =>
    at === 0 ? instruction.text.slice(0, end) : chain.header + instruction.text.slice(start, end),
  );
  const newText = texts
    .map((text, at) => [...(at === 0 ? [] : (groups[at]?.comments ?? [])), text].join(`${eol}${indent}`))
    .join(`${eol}${indent}`);
  const edits = [{ start: instruction.start, end: instruction.end, newText }];
  return runsTheSame(model, { first: index, last: index, texts, edits })
    ? {
        title: `Split into ${groups.length} RUNs (more layers)`,
        safety: 'safe',
        edits: [{ file: 'dockerfile', edits }],
      }
    : undefined;
}

/** Links that stay in one RUN. */
type Group = Pick<Link, 'start' | 'end' | 'comments'>;

function groupsOf({ node, links }: Chain): readonly Group[] {
  const { text } = node.instruction;
  const lastRework = links.findLastIndex(({ start, end }) => REWORKS.test(text.slice(start, end)));
  const lastUse = new Map<string, number>();
  links.forEach((link, index) => {
    for (const store of storesOf(link)) {
      lastUse.set(store, index);
    }
  });
  const groups: { start: number; end: number; comments: readonly string[] }[] = [];
  let stays = false;
  /** The last link that reads package lists which a link so far has fetched. */
  let reader = -1;
  for (const [index, link] of links.entries()) {
    const group = groups[groups.length - 1];
    if (
      group === undefined ||
      stays ||
      index <= lastRework ||
      index <= reader ||
      link.comments.some(speaksToTools)
    ) {
      if (group === undefined) {
        groups.push({ start: link.start, end: link.end, comments: [] });
      } else {
        group.end = link.end;
      }
    } else {
      groups.push({ start: link.start, end: link.end, comments: link.comments });
    }
    stays ||= leavesState(text, link);
    if (FETCHES_LISTS.test(text.slice(link.start, link.end))) {
      reader = Math.max(reader, ...storesOf(link).map((store) => lastUse.get(store) ?? -1));
    }
  }
  return groups;
}

function storesOf({ commands }: Link): readonly string[] {
  return commands.flatMap((command) => LISTS.get(commandOf(command)?.name ?? '') ?? []);
}
