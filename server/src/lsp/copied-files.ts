import type { CopiedFilesResult } from '../../../shared/wire.ts';
import { copiedFiles, fileReaders } from '../insights/copied-files.ts';
import { shownSize } from '../rules/size/shown-size.ts';
import { shorten } from '../insights/text.ts';
import { positionAt } from '../syntax/positions.ts';
import type { Analysed } from './analyses.ts';
import type { EditOptions } from './workspace-edit.ts';

/** Instructions that are offered where there is none at the line. */
const MAX_CHOICES = 200;

/** What the instruction at a zero-based line reads of the build context, or which instructions do. */
export function copiedFilesResult(
  analysed: Analysed,
  line: unknown,
  { contextUri }: Pick<EditOptions, 'contextUri'>,
): CopiedFilesResult {
  const { analysis } = analysed;
  const { file } = analysis.model;
  const readers = fileReaders(analysis);
  const here = readers.find(
    ({ instruction }) =>
      typeof line === 'number' &&
      positionAt(file, instruction.start).line <= line &&
      line <= positionAt(file, instruction.end).line,
  );
  const [only] = readers;
  const node = here ?? (readers.length === 1 ? only : undefined);
  if (node === undefined) {
    return readers.length === 0
      ? { kind: 'unknown', message: 'No instruction of this Dockerfile reads files of the build context.' }
      : {
          kind: 'choose',
          instructions: readers.slice(0, MAX_CHOICES).map(({ instruction }) => ({
            line: positionAt(file, instruction.start).line,
            text: shorten(instruction.text, 80),
          })),
        };
  }
  const found = copiedFiles(analysis, node.index);
  if (found === undefined) {
    return {
      kind: 'unknown',
      message: 'The build context of this Dockerfile is not known, so its files are not either.',
    };
  }
  const uriOf = (path: string): string | null => contextUri(analysed, path) ?? null;
  return {
    kind: 'files',
    title: found.title,
    summary: found.summary,
    files: found.files.map(({ path, size }) => ({
      path,
      uri: uriOf(path),
      size: size === undefined ? '' : shownSize(size),
    })),
    total: found.total,
    leftOut: found.leftOut.map(({ path, folder, by }) => ({ path, uri: uriOf(path), folder, by })),
    leftOutTotal: found.leftOutTotal,
    complete: found.complete,
  };
}
