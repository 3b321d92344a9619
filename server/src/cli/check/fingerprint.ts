import type { CheckedFinding } from './checked-file.ts';

/**
 * What a finding is about, whatever line it stands on: its rule, key, and instruction with blanks folded. Two instructions with
 * one text have one fingerprint.
 */
export function fingerprintOf({ rule, key, instruction }: CheckedFinding): string {
  return [rule, key, instruction].join('\n');
}
