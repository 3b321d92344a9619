import { literalPart } from '../../context/copy-wildcards.ts';
import type { Model } from '../../model/types.ts';
import { listedBriefly } from '../moving/words.ts';
import type { Fix } from '../types.ts';
import type { MissingSource, MissingSources } from './find.ts';

/** More names than this are not in a title. */
const MAX_NAMED = 3;

/**
 * Names what was probably meant. For review, as it is a guess. Undefined for mounts, where nothing comes near, and for what would have
 * to be quoted.
 */
export function renameFix(model: Model, { sources }: MissingSources): Fix | undefined {
  const renamed = sources.filter((one) => isPlain(model, one));
  const names = listedBriefly(
    renamed.map(({ near = '' }) => near),
    MAX_NAMED,
    '',
  );
  const question = renamed.length === 1 ? 'is it' : 'are they';
  return renamed.length === 0
    ? undefined
    : {
        title: `Copy ${names} (review: ${question} what was meant?)`,
        safety: 'review',
        edits: [
          {
            file: 'dockerfile',
            edits: renamed.map(({ read: { span }, near = '' }) => ({ ...span, newText: near })),
          },
        ],
      };
}

function isPlain(model: Model, { read: { kind, source, span }, near }: MissingSource): boolean {
  return (
    near !== undefined &&
    // Behind the folder stand the wildcards as they are written.
    /^[\w.][\w./-]*$/.test(near.slice(0, near.length - source.length + literalPart(source).length)) &&
    kind === 'copy' &&
    model.file.text.slice(span.start, span.end) === source
  );
}
