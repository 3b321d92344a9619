import { SCAN_ARGS } from '../../cache/scan-args.ts';
import type { Node } from '../../model/types.ts';
import { listed } from '../text.ts';
import type { Analysis } from '../types.ts';

/** What an ARG tells BuildKit to do that no instruction sees; undefined where it sets anything else, and for the classic builder. */
export function scanWords({ builder }: Analysis, { detail, instruction, stage }: Node): string | undefined {
  const pairs = detail.kind === 'pairs' && instruction.keyword === 'ARG' ? detail.pairs : [];
  const scanned = pairs.map(({ name }) => SCAN_ARGS.get(name));
  if (builder === 'classic' || pairs.length === 0 || scanned.includes(undefined)) {
    return undefined;
  }
  const own = stage === undefined ? 'stages' : 'this stage';
  const subjects = scanned.map((one) => (one === 'stage' ? own : 'the build context'));
  return `tells BuildKit whether to scan ${listed([...new Set(subjects)], 2)} for the SBOM`;
}
