import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { hasWildcards } from '../../context/copy-wildcards.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { isInsideContext, lineThatDrops } from '../../fixes/context-reads/ignore-lines.ts';
import { ignoredReads, type IgnoredRead } from '../../fixes/ignored-path/find.ts';
import { bringBackFix } from '../../fixes/ignored-path/fix.ts';
import { code, shown } from '../../fixes/moving/words.ts';
import type { Finding, Rule } from '../types.ts';
import { firstByKey } from '../first-by-key.ts';
import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'context/ignored-path-copied';

/** A source that the ignore file leaves out (domain.md 3.3; what BuildKit's own check sees: dockerfile2llb/validations.go). */
export const ignoredPathCopied: Rule = {
  id: ID,
  summary:
    'the ignore file leaves out what an instruction copies or mounts, so the build fails or copies nothing',
  defaultSeverity: 'warning',
  since: '0.1.0',
  ofBuilds: true,
  unversioned: true,
  needs: ['context'],
  sameAs: ['buildkit/CopyIgnoredFile'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    return context === undefined
      ? []
      : ignoredReads(model, context).map((ignored) => findingOf(context, ignored));
  },
  fixes({ model, context }, { key }) {
    const found = context && ignoredByKey(model, context).get(key);
    const fix =
      context && found?.findsNothing === false ? bringBackFix(model, context, found.dropped) : undefined;
    return fix === undefined ? [] : [fix];
  },
};

const ignoredByKey = rememberedWith((model: Model, context: ContextSnapshot) =>
  firstByKey(ignoredReads(model, context), keyOf),
);

function keyOf({ read }: IgnoredRead): string {
  return `${read.kind} ${read.source}`;
}

function findingOf(context: ContextSnapshot, ignored: IgnoredRead): Finding {
  const { read, dropped, findsNothing } = ignored;
  const { node, source } = read;
  const line = lineThatDrops(context, dropped);
  const file = context.ignore?.path ?? '';
  const by = line === undefined ? file : `${code(line.text)} in ${file} (line ${line.line})`;
  const nothing = hasWildcards(read.path) ? 'finds nothing for' : 'copies nothing of';
  const does = findsNothing ? `${nothing} ${code(source)}` : 'fails';
  const advice = findsNothing
    ? 'Change the pattern, or do not copy them.'
    : `Bring it back there with ${code(`!${dropped}`)}, or leave it out here, too.`;
  const place = context.label === '.' ? 'the build context' : `the build context ${context.label}`;
  return {
    rule: ID,
    node: node.index,
    span: read.span,
    message: `${shown(node)} (line ${node.instruction.line}) ${does}: ${by} leaves ${findsNothing && dropped !== read.path ? `files such as ${dropped}` : dropped} out of ${place}. ${advice}`,
    related:
      line === undefined || !isInsideContext(context)
        ? []
        : [
            {
              span: line.span,
              file: { kind: 'context', path: file },
              message: `Leaves ${dropped} out of the build context.`,
            },
          ],
    key: keyOf(ignored),
  };
}
