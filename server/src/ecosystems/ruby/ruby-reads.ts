import type { Collector } from '../collector.ts';
import { literalPath } from './ruby-text.ts';

const CALL =
  /\bFile\.(read|readlines|exists?\?|file\?)\s*(?:\(\s*)?((?:File\.(?:join|expand_path)\s*\()?[^()]*\)?)\)?/g;

/** The line without `File.read("…")` and `File.exist?("…")` of sure paths, whose files are taken; undefined for others. */
export function takeReads(line: string, found: Collector): string | undefined {
  const isGuarded = /\sif\s.*\bFile\.(exist|file)/.test(line);
  for (const [, verb = '', args = ''] of line.matchAll(CALL)) {
    const path = literalPath(args);
    if (path === undefined) {
      return undefined;
    }
    if (verb.startsWith('read') && !isGuarded) {
      found.require(path);
    } else {
      found.take(path);
    }
  }
  return line.replace(CALL, '""');
}
