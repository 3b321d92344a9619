import type { Severity } from '../../rules/types.ts';
import type { CheckedFile } from './checked-file.ts';
import { findingPlace } from './finding-place.ts';

/** Findings as workflow commands, which GitHub Actions shows as annotations of the lines. */
export function checkGithub(files: readonly CheckedFile[]): string {
  return files
    .flatMap((checked) =>
      checked.findings.map((finding) => {
        const { rule, severity, message } = finding;
        const { path, line, column, endLine, endColumn } = findingPlace(checked, finding);
        const properties = Object.entries({
          file: path,
          line,
          // GitHub refuses columns of a range over several lines.
          ...(endLine === line ? { col: column, endColumn } : { endLine }),
          title: rule,
        }).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
        return `::${COMMANDS[severity]} ${properties.join(',')}::${escaped(message)}\n`;
      }),
    )
    .join('');
}

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** As the toolkit of GitHub Actions escapes data (actions/toolkit packages/core/src/command.ts). */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
