import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { heavyCopies, patternsFor, type HeavyCopy } from '../../fixes/heavy-path/find.ts';
import { firstOf } from '../../fixes/first-of.ts';
import { unreadAbove } from '../../fixes/ineffective-ignore/unread-above.ts';
import { leaveOutFix } from '../../fixes/leave-out/fix.ts';
import { code, listedBriefly, shown } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import { shownSize } from '../size/shown-size.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'context/heavy-path-not-ignored';

/** Folders that tools make again: sent to the builder, and part of what the copy reads (domain.md 2.2). */
export const heavyPathNotIgnored: Rule = {
  id: ID,
  summary:
    'a copy brings a large folder that a build does not need from outside, such as `node_modules` or `.git`',
  defaultSeverity: 'information',
  since: '0.1.0',
  ofBuilds: true,
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    return context === undefined ? [] : heavyCopies(model, context).map((heavy) => findingOf(context, heavy));
  },
  fixes({ model, context }, { node }) {
    const heavy = context && heavyCopies(model, context).find((one) => one.node.index === node);
    const paths = heavy?.paths.map(({ path }) => path) ?? [];
    const fix =
      context && paths.length > 0 ? leaveOutFix(model, context, paths, patternsFor(paths)) : undefined;
    return fix === undefined ? [] : [fix];
  },
};

/** More than this many folders are not named one by one. */
const NAMED = 4;

function findingOf(context: ContextSnapshot, { node, paths }: HeavyCopy): Finding {
  const { ignore } = context;
  const folders = paths.map(({ path, bytes }) =>
    bytes === undefined ? path : `${path} (${shownSize(bytes)})`,
  );
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) brings ${listedBriefly(folders, NAMED, 'folders')}, which a build does not need from outside: every build sends ${paths.length === 1 ? 'it' : 'them'}, and a change in ${paths.length === 1 ? 'it' : 'them'} runs what follows again. Leave ${paths.length === 1 ? 'it' : 'them'} out by ${ignore?.path ?? '.dockerignore'}${aboveOf(context, paths)}.`,
    related: [],
    key: 'heavy',
  };
}

/** That the line which people have written for it stands in a file that is not read. */
function aboveOf(context: ContextSnapshot, paths: HeavyCopy['paths']): string {
  const unread = unreadAbove(context);
  const line = unread && firstOf(paths, ({ path }) => unread.lineOf(path));
  return unread === undefined || line === undefined
    ? ''
    : ` in ${code(context.label)}: the one of ${unread.above.shown}, which says ${code(line.text)}, is not read for this context`;
}
