import { count } from '../../insights/text.ts';
import type { CheckedFile } from './checked-file.ts';
import type { Colors } from '../colors.ts';
import { findingPlace } from './finding-place.ts';
import { printable } from '../printable.ts';
import { countsOf, countsTitle, severityWord } from '../severities.ts';

/**
 * One line a finding, `path:line:column: warning group/rule message`, which editors and CI make links of; a blank line
 * between files, and a line that counts them all.
 */
export function checkText(files: readonly CheckedFile[], colors: Colors): string {
  const groups = files
    .filter(({ findings }) => findings.length > 0)
    .map((checked) => `${fileLines(checked, colors).join('\n')}\n`);
  const title = countsTitle(countsOf(files.flatMap(({ findings }) => findings)));
  const known = files.reduce((sum, file) => sum + file.known, 0);
  const left = known === 0 ? '' : `; ${count(known, 'known finding')} left out`;
  const summary = `${title === '' ? 'Nothing to report' : title} in ${count(files.length, 'file')}${left}`;
  return [...groups, `${colors.bold(summary)}\n`].join('\n');
}

function fileLines(checked: CheckedFile, colors: Colors): string[] {
  return checked.findings.map((finding) => {
    const { severity, rule, message } = finding;
    const { path, line, column } = findingPlace(checked, finding);
    const place = `${printable(path)}:${line}:${column}:`;
    return `${colors.bold(place)} ${severityWord(colors, severity)} ${colors.dim(rule)} ${printable(message)}`;
  });
}
