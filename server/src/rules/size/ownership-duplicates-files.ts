import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { listed, listedBriefly, shown } from '../../fixes/moving/words.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { shownFolder } from './filled-folder.ts';
import { ownershipAdvice } from './ownership-advice.ts';
import { changeKey } from './ownership-change.ts';
import { isSmall, ownershipDuplicates, type Duplicates } from './ownership-duplicates.ts';
import { shownSize } from './shown-size.ts';

const ID = 'size/ownership-duplicates-files';

/** A changed owner or mode puts the whole file into another layer: layers hold files, not changes of them (domain.md 1.1). */
export const ownershipDuplicatesFiles: Rule = {
  id: ID,
  summary: 'chown -R or chmod -R of copied or installed files puts all of them into the image a second time',
  defaultSeverity: 'information',
  since: '0.1.0',
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check(facts) {
    const groups = new Map<string, Group>();
    for (const found of ownershipDuplicates(facts)) {
      const key = `${found.node.stage ?? ''}\n${String(found.same)}\n${found.changes.map(changeKey).join('\n')}`;
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, { found, others: [], count: 0 });
      } else {
        group.count++;
        if (group.count <= MAX_RELATED) {
          group.others.push(found);
        }
      }
    }
    return [...groups.values()].map((group) => findingOf(facts, group));
  },
  fixes: () => [],
};

/** Other places that are shown with a finding. */
const MAX_RELATED = 20;

/** The RUNs of a stage that change owners or modes to the same, of which the first one is reported. */
interface Group {
  readonly found: Duplicates;
  /** Of the others, those that are shown. */
  readonly others: Duplicates[];
  count: number;
}

function findingOf(facts: Facts, { found, others, count }: Group): Finding {
  const { node, changes, hits, installs } = found;
  const says = found.same
    ? `gives ${whatOf(found)} the owner that they have, and Docker's overlay2 storage puts them into the image a second time all the same`
    : `${changes.length === 1 ? 'puts' : 'put'} ${whatOf(found)} into the image a second time`;
  const all = [found, ...others];
  const steps = new Set(all.filter(namesCopies).flatMap((one) => one.hits.map(({ step }) => step)));
  const advice = ownershipAdvice(facts, {
    node,
    changes,
    copies: [...steps].sort((a, b) => a.node.index - b.node.index),
    installs: all.flatMap((one) => one.installs),
    installKinds: new Set(all.flatMap((one) => [...one.installKinds])),
  });
  const sources = [...installs.slice(0, 2), ...hits.slice(0, 3).map(({ step }) => step)];
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${listed(changes.map((one) => one.shown))} ${says}${repeated(others, count)}. ${advice}`,
    related: [
      ...sources.map((source) => ({
        span: firstLineOf(source.node),
        message: `Brings files that line ${node.instruction.line} puts into another layer again.`,
      })),
      ...others.map((other) => ({
        span: firstLineOf(other.node),
        message: `Puts ${whatOf(other)} into another layer again, too.`,
      })),
    ],
    key: `${changes[0]?.program ?? ''} ${changes[0]?.value?.text ?? ''}`,
  };
}

/** What is put into another layer: what is installed, and copies where they are not small. */
function whatOf({ hits, bytes, installs }: Duplicates): string {
  const firsts = installs.filter(({ path }, at) => installs.findIndex((one) => one.path === path) === at);
  const folders = listedBriefly(firsts.map(shownFolder), 2, '');
  const [hit] = hits;
  if (hit === undefined || !namesCopies({ hits, bytes, installs })) {
    return folders;
  }
  const size = bytes === undefined ? 'all files' : shownSize(bytes);
  const copy = `${size} of ${shown(hit.step.node)} (line ${hit.step.node.instruction.line})`;
  if (hits.length === 1) {
    return folders === '' ? copy : `${folders} and ${copy}`;
  }
  return `${folders === '' ? '' : `${folders}, and `}${copy} and ${hits.length - 1} more`;
}

/** Beside what is installed, small copies are not worth a word, nor advice. */
function namesCopies({ hits, bytes, installs }: Pick<Duplicates, 'hits' | 'bytes' | 'installs'>): boolean {
  return hits.length > 0 && !(installs.length > 0 && isSmall(bytes));
}

function repeated([other]: readonly Duplicates[], count: number): string {
  return other === undefined
    ? ''
    : count === 1
      ? `, as does line ${other.node.instruction.line} with others`
      : `, as do ${count} more RUNs with others`;
}
