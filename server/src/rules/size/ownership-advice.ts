import { hasWildcards } from '../../context/copy-wildcards.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import { code, listed, listedBriefly } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { changedBesides } from './changed-besides.ts';
import type { Facts } from '../types.ts';
import { ownerBefore } from './owner-before.ts';
import { isOfBase, type FilledFolder } from './filled-folder.ts';
import { landedIn } from './landings.ts';
import { makerOf, plainName } from './made-users.ts';
import type { OwnershipChange } from './ownership-change.ts';
import { capitalized } from '../../syntax/capitalized.ts';
import { withoutTrailing } from '../../syntax/without-trailing.ts';

/** A RUN that changes what copies above it bring, what installs above it leave, and what the base image holds. */
export interface ChangedFiles {
  readonly node: Node;
  /** One of the owner, one of the mode, or both. */
  readonly changes: readonly OwnershipChange[];
  /** In document order. */
  readonly copies: readonly CopyStep[];
  /** In document order. */
  readonly installs: readonly FilledFolder[];
  /** Which of the changes are such for what is installed. */
  readonly installKinds: ReadonlySet<OwnershipChange['kind']>;
}

/** What to do about it, in sentences. */
export function ownershipAdvice(facts: Facts, changed: ChangedFiles): string {
  const { changes, copies } = changed;
  const bases = changed.installs.filter(isOfBase);
  const installs = changed.installs.filter((folder) => !isOfBase(folder));
  const advice: string[] = [];
  if (copies.some(({ copy }) => copy.link)) {
    advice.push(...changes.map((change) => adviceForLinks(change, copies)));
  } else if (copies.length > 0) {
    advice.push(adviceForCopies(facts, changed));
  }
  if (installs.length > 0) {
    const first = copies.length === 0 ? aboveWhich(facts.model, changed) : undefined;
    const what = adviceForInstalls({ ...changed, installs });
    advice.push(first === undefined ? capitalized(what) : `${first}, and ${what}`);
  }
  if (bases.length > 0) {
    const folders = listed([...new Set(bases.map(({ name }) => name))]);
    const rest = `, and narrow ${listed(changes.map(({ shown }) => shown))} to what the program writes`;
    advice.push(
      `Leave ${folders} as ${bases.length === 1 ? 'it is' : 'they are'}${installs.length > 0 ? '' : rest}.`,
    );
  }
  return advice.join(' ');
}

/** What is to be done, behind what has to be done first. */
function sentence(first: string | undefined, rest: string): string {
  return first === undefined ? capitalized(rest) : `${first}, ${rest}`;
}

function adviceForCopies(facts: Facts, changed: ChangedFiles): string {
  const { model } = facts;
  const { changes, copies, installs } = changed;
  const needed = changes.filter(
    (change) => change.kind === 'mode' || copies.some((step) => ownerBefore(change, step) !== 'same'),
  );
  if (needed.length === 0) {
    return WITHOUT[restOf(model, changed)](listed(changes.map(({ shown }) => shown)));
  }
  const names = needed.map((change) => `--${flagOf(change)}`);
  const flags = needed.map((change, index) => `${names[index] ?? ''}${valueOf(change, copies)}`).join(' ');
  const first = aboveWhich(model, changed);
  const end = installs.length > 0 ? '.' : insteadOf(model, changed);
  const and = first === undefined || end.includes(', and ') ? '' : 'and ';
  const parts = copies.flatMap((step) => partsOf(facts, step, changes));
  if (parts.length === 0) {
    return sentence(first, `${and}copy with ${flags}${end}`);
  }
  const what = listedBriefly([...new Set(parts.map(({ name }) => code(name)))], 3, '');
  const lines = [...new Set(parts.map(({ line }) => line))].map(String);
  const there = `line${lines.length === 1 ? '' : 's'} ${listedBriefly(lines, 3, '')}`;
  const rest = parts.length > 1 ? ['their', 'them'] : ['its', 'it'];
  const own = `copy ${what} on ${rest[0] ?? ''} own with ${flags} and leave ${rest[1] ?? ''} out of ${there}`;
  const isMixed = copies.some((step) => partsOf(facts, step, changes).length === 0);
  return sentence(
    first,
    `${and}${own}${isMixed ? `, copy the others with ${flags}` : ''}${end.replace(' instead', '')}`,
  );
}

/**
 * What a change gives to another owner, or another mode, of the much more that a copy brings: to copy all of it so would give away the
 * rest. Named as it is copied, or by its place where that isn't known. Nothing where all is changed.
 */
function partsOf(
  facts: Facts,
  step: CopyStep,
  changes: readonly OwnershipChange[],
): readonly { readonly name: string; readonly line: number }[] {
  const { copy, folder, anchored, node } = step;
  const targets = changes.flatMap((change) => change.targets).filter(({ at }) => at.anchored === anchored);
  const [source, ...others] = copy.sources;
  if (source === undefined || targets.some(({ at }) => isWithin(folder, at.path))) {
    return [];
  }
  const isFolder = others.length === 0 && !copy.parents && !hasWildcards(source.text);
  return targets
    .filter((target) => isWithin(target.at.path, folder) && landedIn(step, [target], facts) !== undefined)
    .map(({ at }) => {
      const below = at.path.slice(folder === '/' ? 1 : folder.length + 1);
      const name = isFolder ? `${withoutTrailing(source.text, '/')}/${below}`.replace(/^\.\//, '') : at.path;
      return { name, line: node.instruction.line };
    });
}

/** Without a capital. In the RUN that writes a file, a change of it costs nothing. */
function adviceForInstalls({ changes, installs, installKinds }: ChangedFiles): string {
  const what = listed([...installKinds].sort().reverse());
  const names = listedBriefly([...new Set(installs.map(({ name }) => name))], 3, '');
  const lines = [...new Set(installs.map(({ node }) => node.instruction.line))].map(String);
  const there =
    lines.length === 1 ? `line ${lines[0] ?? ''} itself` : `lines ${listedBriefly(lines, 3, '')} themselves`;
  return `change the ${what} of ${names} in ${there}. Narrow ${listed(changes.map(({ shown }) => shown))} to what else is there.`;
}

function flagOf({ kind }: OwnershipChange): string {
  return kind === 'owner' ? 'chown' : 'chmod';
}

/** A linked copy knows nobody by name, and is no longer linked where it sets a mode (domain.md, correction 6). */
function adviceForLinks(change: OwnershipChange, copies: readonly CopyStep[]): string {
  if (change.kind === 'mode') {
    return 'Set the modes where the files come from instead: with --chmod, --link has no effect.';
  }
  const owner = ownerOf(change, copies);
  return owner === undefined || !/^\d+(:\d+)?$/.test(owner)
    ? 'Copy with --chown and the numbers of the user and the group instead: --link knows no names.'
    : `Copy with --chown=${owner} instead.`;
}

function areOfContext(copies: readonly CopyStep[]): boolean {
  return copies.every(({ copy }) => copy.from.kind === 'context');
}

/** With its `=`; nothing where it can't be written so in every version of the syntax. */
function valueOf(change: OwnershipChange, copies: readonly CopyStep[]): string {
  const { kind, value } = change;
  const text = kind === 'owner' ? ownerOf(change, copies) : value?.literal === true ? value.text : '';
  const isPlain = kind === 'owner' ? text !== undefined : /^[0-7]{3,4}$/.test(text ?? '');
  return isPlain ? `=${text ?? ''}` : '';
}

/** The owner as `--chown` takes it; undefined for one that only the build knows, and for the group alone of what has some user. */
function ownerOf({ program, value }: OwnershipChange, copies: readonly CopyStep[]): string | undefined {
  if (value?.literal !== true || !/^[\w.:-]+$/.test(value.text)) {
    return undefined;
  }
  const [user = '', group] = program === 'chgrp' ? ['', value.text] : value.text.split(/[:.]/, 2);
  if (user === '') {
    return areOfContext(copies) ? `0:${group ?? ''}` : undefined;
  }
  // Without a group, chown leaves that of the file, which is root's, and `app:` means that of the user, as the flag does without one
  // (chown(1), BuildKit's user_linux.go).
  const kept = areOfContext(copies) ? '0' : '';
  return [user, group ?? kept].filter((name) => name !== '').join(':');
}

/** What has to be done first where a user or a group is not there yet when the files come. */
function aboveWhich(model: Model, { node, changes, copies, installs }: ChangedFiles): string | undefined {
  const top = [...copies, ...installs.filter((folder) => !isOfBase(folder))].reduce(
    (one, { node: other }) => (other.index < one.index ? other : one),
    node,
  );
  const late = new Map<string, Node>();
  for (const { kind, value } of changes) {
    for (const name of kind === 'owner' ? plainName(value?.text ?? '').split(/[:.]/) : []) {
      const maker = name === '' || /^\d+$/.test(name) ? undefined : makerOf(model, node.stage, name);
      if (maker !== undefined && maker.index > top.index) {
        late.set(name, maker);
      }
    }
  }
  if (late.size === 0) {
    return undefined;
  }
  const lines = [...new Set([...late.values()].map(({ instruction }) => instruction.line))];
  const [is, it] = late.size === 1 ? ['is', 'it'] : ['are', 'them'];
  const where = `${lines.length === 1 ? 'line' : 'lines'} ${listed(lines.map(String))}`;
  const copied = copies.length === 1 ? 'the copy' : 'the copies';
  const above = installs.length > 0 ? `line ${top.instruction.line}` : copied;
  return `${listed([...late.keys()].map(code))} ${is} only made in ${where}: create ${it} above ${above}`;
}

/** What to do with a change that gives copied files the owner that they have, by what else it changes. */
const WITHOUT: Readonly<Record<ReturnType<typeof changedBesides>, (shown: string) => string>> = {
  nothing: () => 'Leave it out.',
  folder: () => 'Change the folder itself without the files in it.',
  files: (shown) => `Narrow ${shown} to what else is there.`,
};

/** The commands may only go where they change nothing but what is copied. */
function insteadOf(model: Model, changed: ChangedFiles): string {
  const rest = restOf(model, changed);
  if (rest === 'files') {
    return `, and narrow ${listed(changed.changes.map(({ shown }) => shown))} to what else is there.`;
  }
  return rest === 'folder' ? ' instead, and change the folder itself without the files in it.' : ' instead.';
}

/** What the changes are for besides what is copied. */
function restOf(model: Model, { node, changes, copies }: ChangedFiles): ReturnType<typeof changedBesides> {
  const targets = changes.flatMap(({ targets: own }) => own).filter(({ alone }) => alone !== true);
  const isCopied = targets.every(({ at }) =>
    copies.some(
      ({ folder, anchored }) =>
        anchored === at.anchored && (isWithin(folder, at.path) || isWithin(at.path, folder)),
    ),
  );
  const paths = targets.map(({ at }) => at);
  return isCopied && changes.every(({ complete }) => complete) ? changedBesides(model, node, paths) : 'files';
}
