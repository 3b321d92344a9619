import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { findEarlyCopies } from '../../fixes/manifest-first/early/early-copies.ts';
import type { Rule } from '../types.ts';
import { lateFetchFindings } from './late-fetch-finding.ts';
import { lateFindings, lateFixes } from './late-finding.ts';

const ID = 'cache/system-packages-after-copy';

/** System packages below a copy that changes often: every change installs them again (domain.md section 4, rows 28 to 31). */
export const systemPackagesAfterCopy: Rule = {
  id: ID,
  summary: 'system packages are installed below a copy of sources, so every change installs them again',
  defaultSeverity: 'warning',
  since: '0.1.0',
  ofBuilds: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check(facts) {
    const earlies = () => findEarlyCopies(facts.model, facts.context);
    return [
      ...lateFindings(ID, facts, { kind: 'system', earlies }),
      ...lateFetchFindings(ID, facts, earlies),
    ].sort((a, b) => a.node - b.node);
  },
  fixes: lateFixes,
};
