import { buildModel } from '../model/build.ts';
import { parse } from '../syntax/parse.ts';

/** What the COPY and ADD instructions of a text take from the build context, as they name it after expansion. */
export function copiedSources(text: string): readonly string[] {
  return buildModel(parse(text)).nodes.flatMap(({ detail }) =>
    detail.kind === 'copy' && detail.copy.from.kind === 'context'
      ? detail.copy.sources.filter(({ kind }) => kind === 'path').map((source) => source.text)
      : [],
  );
}
