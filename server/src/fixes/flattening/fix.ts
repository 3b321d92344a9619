import { hasWildcards } from '../../context/copy-wildcards.ts';
import type { Model } from '../../model/types.ts';
import { frontendOf } from '../frontend.ts';
import type { Fix } from '../types.ts';
import type { FlatteningRead } from './find.ts';

/**
 * `--parents`, which keeps the folders of the source; those above its first wildcard are cut off by `/./`, as before. For review,
 * since files land in other places. Undefined for ADD, for several sources, and where the syntax line does not promise the flag.
 */
export function parentsFix(model: Model, { read }: FlatteningRead): Fix | undefined {
  const { node, source, path, span } = read;
  const { instruction, detail } = node;
  const written = model.file.text.slice(span.start, span.end);
  const isPlain =
    instruction.keyword === 'COPY' &&
    detail.kind === 'copy' &&
    detail.copy.sources.length === 1 &&
    detail.copy.exclude.length === 0 &&
    written === source;
  if (!isPlain || !hasParents(model)) {
    return undefined;
  }
  const segments = path.split('/');
  const first = segments.findIndex(hasWildcards);
  const pivoted =
    first === 0 ? path : `${segments.slice(0, first).join('/')}/./${segments.slice(first).join('/')}`;
  const keywordEnd = instruction.start + instruction.keyword.length;
  return {
    title: 'Keep the folders with --parents (review: files land in their folders)',
    safety: 'review',
    edits: [
      {
        file: 'dockerfile',
        edits: [
          { start: keywordEnd, end: keywordEnd, newText: ' --parents' },
          ...(pivoted === source ? [] : [{ ...span, newText: pivoted }]),
        ],
      },
    ],
  };
}

/** Whether `# syntax=` names a version with `COPY --parents`: 1.20, or labs from 1.7 on (domain.md 3.4). */
function hasParents(model: Model): boolean {
  const { isDockers, isBuiltIn, tag = 'latest' } = frontendOf(model.file);
  if (!isDockers || isBuiltIn) {
    return false;
  }
  const [, minor] = /^1\.(\d+)/.exec(tag) ?? [];
  return minor === undefined
    ? /^(1|1-labs|labs|latest)$/.test(tag)
    : Number(minor) >= (tag.endsWith('labs') ? 7 : 20);
}
