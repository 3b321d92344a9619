import type { Severity } from '../rules/types.ts';
import type { CheckedFile } from './checked-file.ts';
import { rangeJson } from './range-json.ts';

/** Findings as workflow commands, which GitHub Actions shows as annotations of the lines. */
export function checkGithub(files: readonly CheckedFile[]): string {
  return files
    .flatMap((checked) =>
      checked.findings.map(({ rule, severity, message, span }) => {
        const { line, column, endLine, endColumn } = rangeJson(checked, span);
        const properties = Object.entries({
          file: checked.path,
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
