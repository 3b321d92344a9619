import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { selectionOf, type CopyStep } from '../moving/copy-step.ts';
import { shown } from '../moving/words.ts';

const FLAGS = new Set(['chown', 'chmod', 'link', 'exclude', 'parents']);

/**
 * Why a COPY or ADD can't be moved with a copy of its manifests left in its place (domain.md 6.2 H6, H7), as a clause;
 * undefined when it can. Of a copy from another stage nothing is left in its place.
 */
export function cannotMove(
  model: Model,
  step: CopyStep,
  options: {
    readonly context: ContextSnapshot;
    /** The last WORKDIR that it passes. */ readonly directory: number;
  },
): string | undefined {
  const { copy, node, place } = step;
  const parsed = parsedOf(model.file, node.instruction);
  const name = `${shown(node)} (line ${node.instruction.line})`;
  const isAdd = node.instruction.keyword === 'ADD';
  const dest = parsed.args[parsed.args.length - 1]?.text ?? '';
  const sources = parsed.args.slice(0, -1);
  const isMeantElsewhere = !dest.startsWith('/') && node.index < options.directory;
  if (isMeantElsewhere && (!step.anchored || place.variable || dest.includes('$'))) {
    return `${name} would mean another place below the next WORKDIR`;
  }
  if (!parsed.json && /["'\\`]/.test([...sources, { text: dest }].map(({ text }) => text).join(''))) {
    return `${name} has quotes in its paths`;
  }
  if (copy.from.kind !== 'context') {
    return undefined;
  }
  if (parsed.flags.some((flag) => !FLAGS.has(flag.name) || (isAdd && flag.name === 'parents'))) {
    return `${name} has flags that can't be repeated`;
  }
  if (parsed.heredocs.length > 0 || copy.sources.some(({ kind }) => kind !== 'path')) {
    return `${name} does not only copy files of the context`;
  }
  if (sources.some(({ text }) => text.includes('$'))) {
    return `${name} has a variable in its source`;
  }
  const selections = copy.sources.map((source) => ({
    source,
    found: selectionOf(step, source, options.context),
  }));
  for (const { source, found } of selections) {
    if (
      found?.kind === 'glob' &&
      (source.text.trim() === '*' || found.files.some(({ single }) => !single)) &&
      !copy.parents
    ) {
      return `${name} empties every folder that \`${source.text}\` matches into one`;
    }
    if (isAdd && found?.kind !== 'directory') {
      return `${name} may unpack an archive`;
    }
  }
  const isFolder = copy.resolvedDest.endsWith('/') || step.folder === place.directory;
  if (
    !isFolder &&
    selections.length > 1 &&
    selections.some(({ found }) => found?.files.some(({ single }) => single))
  ) {
    return `${name} has a destination without a trailing slash`;
  }
  return undefined;
}
