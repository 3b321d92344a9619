import { lineStartsOf } from '../../syntax/lines.ts';
import type { OtherFile } from '../../rules/types.ts';
import type { Span } from '../../syntax/types.ts';
import { otherKey, type CheckedFile } from './checked-file.ts';
import { rangeJson, type RangeJson } from './range-json.ts';

/** Where a finding, or what explains it, is shown. */
export interface FindingPlace extends RangeJson {
  /** As it is named in what is printed: of the Dockerfile, or of the file that makes the mistake. */
  readonly path: string;
}

/** The place of a finding: `at` where another file makes the mistake and its text is known, else in the Dockerfile. */
export function findingPlace(
  checked: CheckedFile,
  { span, at }: { readonly span: Span; readonly at?: OtherSpan | undefined },
): FindingPlace {
  return (at && otherPlace(checked, at)) ?? { path: checked.path, ...rangeJson(checked, span) };
}

/** The places that explain a finding; those in files whose text is not known are left out. */
export function relatedPlaces(
  checked: CheckedFile,
  related: readonly {
    readonly span: Span;
    readonly file?: OtherFile | undefined;
    readonly message: string;
  }[],
): readonly (FindingPlace & { readonly message: string })[] {
  return related.flatMap(({ span, file, message }) => {
    const place = file === undefined ? findingPlace(checked, { span }) : otherPlace(checked, { file, span });
    return place === undefined ? [] : [{ ...place, message }];
  });
}

interface OtherSpan {
  readonly file: OtherFile;
  readonly span: Span;
}

function otherPlace(checked: CheckedFile, { file, span }: OtherSpan): FindingPlace | undefined {
  const other = checked.others.get(otherKey(file));
  return (
    other && {
      path: other.path,
      ...rangeJson({ file: { text: other.text, lineStarts: lineStartsOf(other.text) } }, span),
    }
  );
}
