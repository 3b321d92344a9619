import type { Reported } from '../rules/types.ts';
import type { CheckedFile } from './checked-file.ts';

/**
 * What a finding is about, whatever line it stands on: its rule, key, and instruction with blanks folded. Two instructions with
 * one text have one fingerprint.
 */
export function fingerprintOf({ instructionOf }: CheckedFile, finding: Reported): string {
  return [finding.rule, finding.key, instructionOf(finding)].join('\n');
}
