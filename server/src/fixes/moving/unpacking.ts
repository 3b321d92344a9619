import { isArchiveName } from '../../context/archive-name.ts';
import { hasWildcards } from '../../context/copy-wildcards.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { CopySource } from '../../model/types.ts';
import { selectionOf, type CopyStep } from './copy-step.ts';

/**
 * Whether an ADD may unpack an archive, so that only the build knows what it brings: one of the context, or any where a flag says so
 * (domain.md 1.1, ADD). BuildKit goes by what is in a file, and this by its name.
 */
export function mayUnpack(step: CopyStep, context: ContextSnapshot | undefined): boolean {
  const { keyword, text } = step.node.instruction;
  const flag = UNPACK.exec(text);
  const isAsked = flag !== null && flag[1]?.toLowerCase() !== 'false';
  return (
    keyword === 'ADD' &&
    (isAsked || (flag === null && step.copy.sources.some((source) => isArchive(step, source, context))))
  );
}

const UNPACK = /^\S+\s+(?:--\S+\s+)*--unpack(?:=(\S+))?\s/i;

function isArchive(step: CopyStep, source: CopySource, context: ContextSnapshot | undefined): boolean {
  switch (source.kind) {
    case 'unset':
      return true;
    case 'path': {
      const files = context === undefined ? [] : (selectionOf(step, source, context)?.files ?? []);
      return (
        isArchiveName(source.text) ||
        (context === undefined && hasWildcards(source.text)) ||
        files.some(({ path, single }) => single && isArchiveName(path))
      );
    }
    default:
      return false;
  }
}
