import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { code, listedBriefly, shown } from '../../fixes/moving/words.ts';
import { missingSources, type MissingSource, type MissingSources } from '../../fixes/missing-source/find.ts';
import { renameFix } from '../../fixes/missing-source/fix.ts';
import type { Finding, Rule } from '../types.ts';
import { firstByKey } from '../first-by-key.ts';
import { firstLineOf } from '../first-line.ts';
import type { Model } from '../../model/types.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

const ID = 'context/source-missing';

/** A source that is not on disk, or a folder in front of wildcards: BuildKit fails (domain.md 3.4). */
export const sourceMissing: Rule = {
  id: ID,
  summary: 'a file that is copied or mounted does not exist in the build context, so the build fails',
  defaultSeverity: 'warning',
  since: '0.1.0',
  ofBuilds: true,
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    return context === undefined
      ? []
      : missingSources(model, context).map((missing) => findingOf(missing, context.label));
  },
  fixes({ model, context }, { node }) {
    const found = context && missingByNode(model, context).get(node);
    const fix = found && renameFix(model, found);
    return fix === undefined ? [] : [fix];
  },
};

const missingByNode = rememberedWith((model: Model, context: ContextSnapshot) =>
  firstByKey(missingSources(model, context), ({ node }) => node.index),
);

/** More names than this are not in a message. */
const MAX_NAMED = 4;

function findingOf(missing: MissingSources, label: string): Finding {
  const { node, sources } = missing;
  const [first, ...more] = sources;
  const own = sources.filter(({ read }) => read.node === node);
  const isAbove = own.some(({ outside }) => outside);
  const context = label === '.' ? 'the build context' : `the build context ${label}`;
  const paths = [...new Set(own.map(({ path }) => path))];
  const isFolder = own.every(isPattern);
  const what = `${isFolder ? 'folder ' : ''}${listedBriefly(paths, MAX_NAMED, '')}`;
  const whys = [
    ...(isFolder ? ['without which wildcards fail'] : []),
    ...(isAbove ? ['and `..` does not lead out of it'] : []),
  ];
  return {
    rule: ID,
    node: node.index,
    span: first?.read.span ?? firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) fails: there ${paths.length === 1 ? 'is' : 'are'} no ${[`${what} in ${context}`, ...whys].join(', ')}. ${folderAdvice(missing) ?? adviceOf(sources, context)}`,
    related: more
      .filter(({ path }) => path !== first?.path)
      .slice(0, MAX_NAMED)
      .map(({ read: { span }, path }) => ({ span, message: `There is no ${path} either.` })),
    key: `${first?.read.kind ?? ''} ${first?.read.source ?? ''}`,
  };
}

/** Whether it is the folder in front of wildcards. */
function isPattern({ read, path }: MissingSource): boolean {
  return read.path !== path;
}

/** What to do where all of the Dockerfile is written for another folder. */
function folderAdvice({ folder, sources }: MissingSources): string | undefined {
  if (folder?.remedy === undefined) {
    return undefined;
  }
  const lines = [...new Set(sources.map(({ read }) => String(read.node.instruction.line)))];
  const what =
    lines.length === 1 ? `Line ${lines.join('')} names` : `Lines ${listedBriefly(lines, MAX_NAMED, '')} name`;
  return `${what} what is in ${folder.shown}: ${folder.remedy}.`;
}

function adviceOf(sources: readonly MissingSource[], context: string): string {
  const isOne = sources.length === 1;
  const meant = sources.flatMap(({ near, read }) =>
    near === undefined ? [] : [{ near: code(near), path: read.path }],
  );
  const [first, ...more] = meant.slice(0, MAX_NAMED);
  if (first !== undefined) {
    return isOne
      ? `Was ${first.near} meant?`
      : `Was ${[`${first.near} meant by ${first.path}`, ...more.map(({ near, path }) => `${near} by ${path}`)].join(', ')}?`;
  }
  const submodule = sources.find((one) => one.submodule !== undefined)?.submodule;
  if (submodule !== undefined) {
    return `${submodule} is a submodule of git that is not checked out: run \`git submodule update --init\`.`;
  }
  if (sources.some(({ outside }) => outside)) {
    return 'Build with a folder above as the context, and name all sources from there.';
  }
  const folder = sources[0]?.above;
  return folder !== undefined && sources.every(({ above }) => above === folder)
    ? `${isOne ? 'It is' : 'They are'} in ${folder.shown}, which is not the build context.`
    : `Name ${isOne && !sources.some(isPattern) ? 'a file that is' : 'files that are'} there, relative to ${context}.`;
}
