import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { contextPath } from '../../context/facts.ts';
import { select } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { contextReads } from '../../fixes/context-reads/find.ts';
import { lineThatDrops, type IgnoreLine } from '../../fixes/context-reads/ignore-lines.ts';
import { ineffectiveLines, type IneffectiveLine } from '../../fixes/ineffective-ignore/find.ts';
import { unreadIgnore, type UnreadIgnore } from '../../fixes/ineffective-ignore/unread.ts';
import { wantedIn } from '../../fixes/leave-out/brought.ts';
import { firstBringing } from '../../fixes/ineffective-ignore/left-out-by.ts';
import { unreadAbove } from '../../fixes/ineffective-ignore/unread-above.ts';
import { heldBy, noLonger } from '../../fixes/leave-out/held-by.ts';
import { isNamed } from '../../fixes/leave-out/named.ts';
import { code, listedBriefly, shown } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'context/ineffective-ignore';

/** A line of the ignore file that is read in another way than by git (domain.md 3.2 and 3.3), or a file that is not read at all. */
export const ineffectiveIgnore: Rule = {
  id: ID,
  summary: 'a line of the ignore file has no effect, although there are files for which it was meant',
  defaultSeverity: 'information',
  since: '0.1.0',
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    if (context === undefined) {
      return [];
    }
    const unread = unreadIgnore(model, context);
    return [
      ...ineffectiveLines(context).flatMap((line) => findingOf(model, context, line) ?? []),
      ...(unread === undefined ? [] : [unreadFinding(context, unread)]),
      ...aboveFindings(model, context),
    ];
  },
  fixes({ model, context }, { key }) {
    const found = context && ineffectiveLines(context).find((line) => keyOf(line) === key);
    if (found === undefined || context?.ignore === undefined) {
      return [];
    }
    const { path } = context.ignore;
    const changed = new Set(readingsOf(model, found).flatMap(({ brought }) => brought));
    const paths = [...found.paths].filter((one) => changed.has(one));
    const names = shownPaths(paths, found);
    const what =
      found.why === 'order' ? `${names} is copied` : `${noLonger(heldBy(model, context, paths))} ${names}`;
    return [
      {
        title: `${adviceOn(context, found)} in ${path} (review: ${what})`,
        safety: 'review',
        edits: [{ file: 'context', path, exists: true, text: found.text }],
      },
    ];
  },
};

/** An instruction with what it reads of the paths that a line was meant for, in their order. */
interface Reading {
  readonly node: Node;
  readonly brought: readonly string[];
}

/** The instructions that read any of them; none where one names what would no longer be there. */
function readingsOf(model: Model, { why, paths, seen }: IneffectiveLine): readonly Reading[] {
  if (why !== 'order' && isNamed(model, [...paths])) {
    return [];
  }
  const byNode = new Map<Node, Set<string>>();
  for (const { node, source, options } of contextReads(model)) {
    const selection = select(seen, source, options);
    const brought = byNode.get(node) ?? new Set();
    for (const path of selection.folders) {
      if (paths.has(path)) {
        brought.add(path);
      }
    }
    for (const { path } of wantedIn(selection, paths)) {
      brought.add(path);
    }
    byNode.set(node, brought);
  }
  return [...byNode].flatMap(([node, brought]) =>
    brought.size === 0 ? [] : [{ node, brought: [...paths].filter((path) => brought.has(path)) }],
  );
}

/** More paths than this are not named one by one. */
const NAMED = 3;

function shownPaths(paths: readonly string[], { open }: IneffectiveLine): string {
  const named = paths.slice(0, NAMED - 1);
  return open && paths.length > NAMED
    ? `${named.join(', ')} and at least ${paths.length - named.length} more`
    : listedBriefly(paths, NAMED, '');
}

function keyOf({ line }: IneffectiveLine): string {
  return `${line.line} ${line.text}`;
}

function adviceOn(context: ContextSnapshot, found: IneffectiveLine): string {
  const { why, line } = found;
  switch (why) {
    case 'comment':
      return 'Put the comment on a line of its own';
    case 'order':
      return `Move ${code(line.text)} below ${code(undoingLine(context, found)?.text ?? '')}`;
    case 'backslash':
      return `Write ${code(line.text.replaceAll('\\', '/'))}`;
    case 'depth':
      return `Write ${code(`**/${line.text}`)}`;
  }
}

/** What drops the path again that an exception keeps. */
function undoingLine(context: ContextSnapshot, { paths }: IneffectiveLine): IgnoreLine | undefined {
  const [path] = paths;
  return path === undefined ? undefined : lineThatDrops(context, path);
}

const REASONS: Readonly<Record<Exclude<IneffectiveLine['why'], 'order'>, string>> = {
  depth: 'a name without a slash only matches in the root of the build context',
  comment: 'only a line that begins with `#` is a comment, so all of this is the pattern',
  backslash: 'folders are separated by `/`, and a backslash only escapes what follows',
};

function findingOf(model: Model, context: ContextSnapshot, found: IneffectiveLine): Finding | undefined {
  const [reading] = readingsOf(model, found);
  if (reading === undefined) {
    return undefined;
  }
  const { line, why } = found;
  const { node, brought } = reading;
  const paths = shownPaths(brought, found);
  const later = why === 'order' ? undoingLine(context, found) : undefined;
  const what =
    why === 'order'
      ? `${code(line.text)} keeps nothing: ${code(later?.text ?? '')} (line ${later?.line ?? 0}) leaves ${paths} out again, and the last pattern decides.`
      : `${code(line.text)} leaves nothing out: ${REASONS[why]}. ${shown(node)} (line ${node.instruction.line}) brings ${paths}.`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    at: { file: { kind: 'context', path: contextPath(context.ignore?.path ?? '') }, span: line.span },
    message: `${what} ${adviceOn(context, found)}.`,
    related: [
      {
        span: firstLineOf(node),
        message: why === 'order' ? `Would bring ${paths}.` : `Brings ${paths}.`,
      },
    ],
    key: keyOf(found),
  };
}

function unreadFinding(
  { label, ignore }: ContextSnapshot,
  { path, line, prefix, reader, brought }: UnreadIgnore,
): Finding {
  const span = firstLineOf(reader);
  const paths = listedBriefly(brought, NAMED, '');
  const how = prefix === '' ? '' : `, with ${code(prefix)} in front`;
  const there = ignore?.path ?? 'a .dockerignore';
  return {
    rule: ID,
    node: reader.index,
    span,
    at: { file: { kind: 'context', path }, span: line.span },
    message: `${code(line.text)} leaves nothing out: a .dockerignore is read in the root of the build context alone, which is ${code(label)}. ${shown(reader)} (line ${reader.instruction.line}) brings ${paths}. Move what stands here to ${there} in the root${how}.`,
    related: [{ span, message: `Brings ${paths}.` }],
    key: 'unread',
  };
}

/** The ignore file above the context that no build reads. */
function aboveFindings(model: Model, context: ContextSnapshot): readonly Finding[] {
  const unread = unreadAbove(context);
  if (unread?.above.isRead !== false) {
    return [];
  }
  const found = firstBringing(model, context, unread.unwanted);
  if (found === undefined) {
    return [];
  }
  const { reader, brought } = found;
  const { label } = context;
  const line = unread.lineOf(brought[0])?.text ?? '';
  const span = firstLineOf(reader);
  const paths = listedBriefly(brought, NAMED, '');
  return [
    {
      rule: ID,
      node: reader.index,
      span,
      message: `${shown(reader)} (line ${reader.instruction.line}) brings ${paths}, although ${code(line)} stands in the .dockerignore of ${unread.above.shown}: a .dockerignore is read in the root of the build context alone, and nothing that is known is built from there. Move its lines to a .dockerignore in ${code(label)}.`,
      related: [],
      key: 'above',
    },
  ];
}
