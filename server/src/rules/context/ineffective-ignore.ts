import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { contextPath } from '../../context/facts.ts';
import { select } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { contextReads } from '../../fixes/context-reads/find.ts';
import { lineThatDrops } from '../../fixes/context-reads/ignore-lines.ts';
import { ineffectiveLines, type IneffectiveLine } from '../../fixes/ineffective-ignore/find.ts';
import { unreadIgnore, type UnreadIgnore } from '../../fixes/ineffective-ignore/unread.ts';
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
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    if (context === undefined) {
      return [];
    }
    const unread = unreadIgnore(model, context);
    return [
      ...ineffectiveLines(context).flatMap((line) => {
        const reader = readerOf(model, line);
        return reader === undefined ? [] : [findingOf(context, line, reader)];
      }),
      ...(unread === undefined ? [] : [unreadFinding(context, unread)]),
    ];
  },
  fixes({ context }, { key }) {
    const found = context && ineffectiveLines(context).find((line) => keyOf(line) === key);
    if (found === undefined || context?.ignore === undefined) {
      return [];
    }
    const { path } = context.ignore;
    const [example] = found.paths;
    const what = found.why === 'order' ? `${example} is copied` : `the image no longer holds ${example}`;
    return [
      {
        title: `${adviceOn(context, found)} in ${path} (review: ${what})`,
        safety: 'review',
        edits: [{ file: 'context', path, exists: true, text: found.text }],
      },
    ];
  },
};

/** The first instruction that reads such a path; none where one names what would no longer be there. */
function readerOf(model: Model, { why, paths, seen }: IneffectiveLine): Node | undefined {
  const [example] = paths;
  return why !== 'order' && isNamed(model, paths)
    ? undefined
    : contextReads(model).find(({ source, options }) => {
        const { files, folders } = select(seen, source, options);
        return folders.includes(example) || files.some(({ path }) => path === example);
      })?.node;
}

function keyOf({ line }: IneffectiveLine): string {
  return `${line.line} ${line.text}`;
}

function adviceOn(context: ContextSnapshot, { why, line, paths: [example] }: IneffectiveLine): string {
  switch (why) {
    case 'comment':
      return 'Put the comment on a line of its own';
    case 'order':
      return `Move ${code(line.text)} below ${code(lineThatDrops(context, example)?.text ?? '')}`;
    case 'backslash':
      return `Write ${code(line.text.replaceAll('\\', '/'))}`;
    case 'depth':
      return `Write ${code(`**/${line.text}`)}`;
  }
}

const REASONS: Readonly<Record<Exclude<IneffectiveLine['why'], 'order'>, string>> = {
  depth: 'a name without a slash only matches in the root of the build context',
  comment: 'only a line that begins with `#` is a comment, so all of this is the pattern',
  backslash: 'folders are separated by `/`, and a backslash only escapes what follows',
};

function findingOf(context: ContextSnapshot, found: IneffectiveLine, reader: Node): Finding {
  const {
    line,
    why,
    paths: [example],
  } = found;
  const instruction = `${shown(reader)} (line ${reader.instruction.line})`;
  const later = why === 'order' ? lineThatDrops(context, example) : undefined;
  const what =
    why === 'order'
      ? `${code(line.text)} keeps nothing: ${code(later?.text ?? '')} (line ${later?.line ?? 0}) leaves ${example} out again, and the last pattern decides.`
      : `${code(line.text)} leaves nothing out: ${REASONS[why]}. ${instruction} brings ${example}.`;
  return {
    rule: ID,
    node: reader.index,
    span: firstLineOf(reader),
    at: { file: { kind: 'context', path: contextPath(context.ignore?.path ?? '') }, span: line.span },
    message: `${what} ${adviceOn(context, found)}.`,
    related: [
      {
        span: firstLineOf(reader),
        message: why === 'order' ? `Would bring ${example}.` : `Brings ${example}.`,
      },
    ],
    key: keyOf(found),
  };
}

/** More paths than this are not named one by one. */
const NAMED = 3;

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
