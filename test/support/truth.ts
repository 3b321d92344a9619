import { readFileSync } from 'node:fs';

/**
 * The records of a file in test/truth/, one JSON value a line: recorded answers of the originals (BuildKit, patternmatcher,
 * Go). `name` is the file's name without `.jsonl`; the caller names the type of a record.
 */
export function truthOf<Row>(name: string): Row[] {
  const text = readFileSync(new URL(`../truth/${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}
