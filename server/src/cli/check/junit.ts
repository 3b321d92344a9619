import type { CheckedFile } from './checked-file.ts';
import { findingPlace } from './finding-place.ts';

/** Findings as JUnit XML, which Jenkins, GitLab and others show as tests: a suite a file, a failure a finding. */
export function checkJunit(files: readonly CheckedFile[]): string {
  const failures = files.reduce((sum, { findings }) => sum + findings.length, 0);
  const tests = files.reduce((sum, { findings }) => sum + Math.max(1, findings.length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="strata" tests="${tests}" failures="${failures}">`,
    ...files.flatMap(suite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(checked: CheckedFile): string[] {
  const { path, findings } = checked;
  const name = escaped(path);
  const attributes = `tests="${Math.max(1, findings.length)}" failures="${findings.length}"`;
  return [
    `  <testsuite name="${name}" ${attributes}>`,
    // A suite without a test case counts as one that did not run.
    ...(findings.length === 0 ? [`    <testcase name="no findings" classname="${name}"/>`] : []),
    ...findings.flatMap((finding) => {
      const { rule, severity, message } = finding;
      const { path: shown, line, column } = findingPlace(checked, finding);
      const file = escaped(shown);
      const text = escaped(message);
      return [
        `    <testcase name="${escaped(rule)} line ${line}" classname="${name}" file="${file}" line="${line}">`,
        `      <failure type="${severity}" message="${text}">${file}:${line}:${column}: ${text}</failure>`,
        '    </testcase>',
      ];
    }),
    '  </testsuite>',
  ];
}

/** Text for an attribute or an element; characters that XML 1.0 does not know are left out. */
function escaped(text: string): string {
  return Array.from(text)
    .filter((character) => isXml(character.codePointAt(0) ?? 0))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (blank) => `&#${blank.charCodeAt(0)};`);
}

function isXml(code: number): boolean {
  return code < 0x20
    ? code === 0x9 || code === 0xa || code === 0xd
    : code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}
