import { argv, stdout } from 'node:process';
import { select } from '../../server/src/context/selection.ts';
import { selectionSize } from '../../server/src/context/selection-size.ts';
import { buildModel } from '../../server/src/model/build.ts';
import { contextPaths } from '../../server/src/model/context-paths.ts';
import { positionAt } from '../../server/src/syntax/positions.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { readCorpus } from './read-corpus.ts';

/**
 * Prints what each COPY and ADD of a corpus takes from its context, a JSON object a line, for
 * `tsx test/corpus/selections.ts FOLDER | python3 test/corpus/count_selections.py FOLDER`, which counts by itself.
 */
const [, , folder = ''] = argv;
for (const { name, text, context } of await readCorpus(folder)) {
  const { file, nodes } = buildModel(parse(text));
  for (const { detail, instruction } of nodes) {
    const sources = contextPaths(detail);
    if (detail.kind !== 'copy' || sources.length === 0) {
      continue;
    }
    const { parents, exclude } = detail.copy;
    const options = { parents, exclude };
    const { files, links, bytes, complete } = selectionSize(context, sources, options);
    const paths = sources.flatMap((source) => select(context, source, options).files.map(({ path }) => path));
    const line = positionAt(file, instruction.start).line + 1;
    const found = { name, line, files, links, bytes, complete, paths: [...new Set(paths)].sort() };
    stdout.write(`${JSON.stringify(found)}\n`);
  }
}
