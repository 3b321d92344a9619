import { createTwoFilesPatch } from 'diff';
import { count } from '../../insights/text.ts';
import type { Colors } from '../colors.ts';
import type { ChangedFile, FixedFile } from './fixed-file.ts';
import { printable } from '../printable.ts';

/** One line a fix: `path:line: title` and its rule. */
export function fixText(files: readonly FixedFile[], colors: Colors): string {
  return files
    .flatMap(({ shown, applied }) =>
      applied.map(({ line, fix, finding, saving }) => {
        const place = colors.bold(`${printable(shown)}:${line}:`);
        const saved = saving === undefined ? '' : `    ${printable(saving)}\n`;
        return `${place} ${printable(fix.title)} ${colors.dim(finding.rule)}\n${saved}`;
      }),
    )
    .join('');
}

/** The changes as a unified diff that `patch -p1` and `git apply` take: one a file, however many Dockerfiles change it. */
export function fixDiff(files: readonly FixedFile[], colors: Colors): string {
  const changes = new Map<string, Omit<ChangedFile, 'place'>>();
  for (const { shown, place = shown, before, after, others } of files) {
    for (const change of [{ shown, place, before, after }, ...others]) {
      const first = changes.get(change.place) ?? change;
      changes.set(change.place, { ...first, after: change.after });
    }
  }
  return [...changes.values()]
    .filter((change) => change.before !== change.after)
    .map((change) => colored(patch(change.shown, change.before, change.after), colors))
    .join('');
}

function patch(path: string, before: string | undefined, after: string): string {
  const name = path.replace(/^\.?\//, '');
  const old = before === undefined ? '/dev/null' : `a/${name}`;
  const text = createTwoFilesPatch(old, `b/${name}`, before ?? '', after, '', '', { context: 3 });
  // The library's first line is a rule of its own; names end in a tab for a date that is not there.
  return text.replace(/^=+\n/, '').replace(/^(---|\+\+\+) (.*?)\t?$/gm, '$1 $2');
}

function colored(text: string, colors: Colors): string {
  return text
    .split('\n')
    .map((line) => {
      const shown = printable(line);
      if (/^(---|\+\+\+) /.test(line)) {
        return colors.bold(shown);
      }
      return line.startsWith('+')
        ? colors.green(shown)
        : line.startsWith('-')
          ? colors.red(shown)
          : line.startsWith('@@')
            ? colors.cyan(shown)
            : shown;
    })
    .join('\n');
}

/** `1 fix`, `2 fixes`. */
export function countedFixes(number: number): string {
  return `${number} ${number === 1 ? 'fix' : 'fixes'}`;
}

/** What was done, or what to type to have it done; empty where nothing could be looked at. */
export function fixSummary(
  files: readonly FixedFile[],
  { write, colors }: { readonly write: boolean; readonly colors: Colors },
): string {
  if (files.length === 0) {
    return '';
  }
  const fixes = files.reduce((sum, { applied }) => sum + applied.length, 0);
  const left = files.reduce((sum, file) => sum + file.left, 0);
  const changed = files.filter(({ applied }) => applied.length > 0).length;
  const done =
    fixes === 0
      ? `Nothing to fix in ${count(files.length, 'file')}`
      : `${countedFixes(fixes)} in ${count(changed, 'file')}${write ? ', written' : '; add --write to apply'}`;
  const more = left === 0 ? '' : `; ${left} more for review: add --review`;
  return `${colors.bold(`${done}${more}`)}\n`;
}
