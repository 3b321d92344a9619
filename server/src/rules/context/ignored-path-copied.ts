import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
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
  needs: ['context'],
  sameAs: ['buildkit/CopyIgnoredFile'],
  overlooks: CONFIGURATION,
  docs: {
    whatItDoes:
      "Reports a `COPY`, an `ADD` or a bind mount whose source the ignore file leaves out, and names the pattern and its line. BuildKit's check `CopyIgnoredFile` names some of these, but not the pattern. It gives up at the first `!` in the ignore file, and it only compares what is written: it sees no bind mount, no source with a leading slash, and not whether wildcards or a folder still find anything.",
    whyItMatters:
      'What the ignore file leaves out is not in the build context. The build then fails with “not found” although the file is there. Where wildcards match nothing else, or nothing is left of a folder, it may also go on without the files and say nothing.',
    examples: [
      {
        title: 'A folder that the build needs',
        files: { 'dist/server.js': '', '.dockerignore': 'node_modules\ndist\n' },
        before: 'FROM node:22\nWORKDIR /app\nCOPY dist ./dist\nCMD ["node", "dist/server.js"]\n',
        after: 'FROM node:22\nWORKDIR /app\nCOPY dist ./dist\nCMD ["node", "dist/server.js"]\n',
        afterFiles: { 'dist/server.js': '', '.dockerignore': 'node_modules\ndist\n!dist\n' },
        fix: 'Bring dist back by .dockerignore',
      },
      {
        title: 'Exceptions that miss a file',
        files: { 'package.json': '{}', 'package-lock.json': '{}', '.dockerignore': '*\n!package.json\n' },
        before: 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
        after: 'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n',
        afterFiles: {
          'package.json': '{}',
          'package-lock.json': '{}',
          '.dockerignore': '*\n!package.json\n!package-lock.json\n',
        },
        fix: 'Bring package-lock.json back by .dockerignore',
      },
    ],
    fixSafety:
      'Always for review: somebody left the path out, and copies of the folder around it bring it again. There is no fix for a source with wildcards, and for what does not exist yet.',
    staysSilent:
      'Silent without a build context or an ignore file, in stages that are not built, for sources with variables, for copies from other stages, images and addresses, for files that may be missing (`.npmrc*`), where a `!` pattern brings back anything below the source, and behind symlinks.',
  },
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
  const does = findsNothing ? `finds nothing for ${code(source)}` : 'fails';
  const advice = findsNothing
    ? 'Change the pattern, or do not copy them.'
    : `Bring it back there with ${code(`!${dropped}`)}, or leave it out here, too.`;
  return {
    rule: ID,
    node: node.index,
    span: read.span,
    message: `${shown(node)} (line ${node.instruction.line}) ${does}: ${by} leaves ${findsNothing && dropped !== read.path ? `files such as ${dropped}` : dropped} out of the build context. ${advice}`,
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
