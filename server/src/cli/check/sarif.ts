import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import { version } from '../../../../package.json';
import { docsOf } from '../../rules/documentation.ts';
import { RULES } from '../../rules/registry.ts';
import type { Rule, RuleSetting } from '../../rules/types.ts';
import type { CheckedFile, CheckedFinding } from './checked-file.ts';
import { findingPlace, relatedPlaces } from './finding-place.ts';
import type { FindingPlace } from './finding-place.ts';
import { fingerprintOf } from './fingerprint.ts';
import { capitalized } from '../../syntax/capitalized.ts';

/** Findings as a SARIF 2.1.0 log (docs.oasis-open.org/sarif/sarif/v2.1.0): what code scanning of GitHub and others read. */
export function checkSarif(files: readonly CheckedFile[]): Log {
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Strata', version, semanticVersion: version, rules: RULES.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap((checked) => checked.findings.map((finding) => resultOf(checked, finding))),
      },
    ],
  };
}

function ruleOf(rule: Rule): ReportingDescriptor {
  const { id, summary, defaultSeverity } = rule;
  const docs = docsOf(rule);
  return {
    id,
    shortDescription: { text: `${capitalized(summary)}.` },
    fullDescription: { text: docs.whatItDoes },
    help: {
      text: docs.whyItMatters,
      markdown: `${docs.whyItMatters}\n\n**Fix safety.** ${docs.fixSafety}\n\n**Silent.** ${docs.staysSilent}`,
    },
    defaultConfiguration: { level: levelOf(defaultSeverity), enabled: defaultSeverity !== 'off' },
  };
}

function resultOf(checked: CheckedFile, finding: CheckedFinding): Result {
  const { rule, severity, message } = finding;
  const related = relatedPlaces(checked, finding.related);
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: levelOf(severity),
    message: { text: message },
    locations: [locationOf(findingPlace(checked, finding))],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((one, id) => ({
            ...locationOf(one),
            id,
            message: { text: one.message },
          })),
        }),
    // Lines move; what the finding is about does not.
    partialFingerprints: {
      'strata/v1': createHash('sha256').update(fingerprintOf(finding)).digest('hex'),
    },
  };
}

function locationOf({ path, line, column, endLine, endColumn }: FindingPlace): Location {
  return {
    physicalLocation: {
      artifactLocation: locatedAt(path),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** Relative paths belong to the root of the sources, wherever they are checked out; others stay absolute. */
function locatedAt(path: string): { readonly uri: string; readonly uriBaseId?: string } {
  return isAbsolute(path)
    ? { uri: pathToFileURL(path).href }
    : { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function levelOf(severity: RuleSetting): 'error' | 'warning' | 'note' | 'none' {
  switch (severity) {
    case 'error':
    case 'warning':
      return severity;
    case 'information':
    case 'hint':
      return 'note';
    case 'off':
      return 'none';
  }
}
