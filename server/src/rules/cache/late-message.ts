import { bringsInstallerAlone } from '../../ecosystems/installer-itself.ts';
import type { LateStep } from '../../fixes/hoist/late-steps.ts';
import { planHoist, type HoistPlan, type HoistRefusal } from '../../fixes/hoist/plan.ts';
import { onlyUpgrades } from '../../fixes/hoist/upgrades.ts';
import type { CopyStep } from '../../fixes/moving/copy-step.ts';
import { code, listedBriefly } from '../../fixes/moving/words.ts';
import { rebuildCost } from '../rebuild-cost.ts';
import type { Facts } from '../types.ts';
import type { LateRow } from './late-rows.ts';
import { changeOf, placeOf } from './late-causes.ts';

/** More RUNs than this are not named. */
const MAX_NAMED = 3;

/** What is said of late RUNs that one fix moves: what happens, which of the copies above it are the cause, what to do, and why there is no fix. */
export function lateMessage(
  facts: Facts,
  { first, last, all }: LateRow,
  blamed: readonly CopyStep[],
): string {
  const { node, kind, causes, run } = first;
  const plan = planHoist(facts.model, facts.context, last);
  const names = all.map((late) => `${code(installText(late))} (line ${String(late.node.instruction.line)})`);
  const what = kind === 'system' ? 'system packages' : 'packages';
  const upgrades = onlyUpgrades(run.steps);
  const verb = upgrades ? 'upgrade' : 'install';
  return [
    `${changeOf(facts, blamed)} ${all.every(isConditional) ? `may ${verb}` : `${verb}s`} ${what} again: ${placeOf(facts, blamed)}`,
    ` before ${listedBriefly(names, MAX_NAMED, '')}.`,
    rebuildCost(facts, node),
    ` ${adviceOf(plan, { several: causes.length > 1, upgrades })}`,
    ...(plan.kind === 'refused' ? [` No automatic fix: ${plan.reason}.`] : []),
  ].join('');
}

/** Whether the shell decides when the RUN runs whether anything is installed. */
function isConditional({ kind, run }: LateStep): boolean {
  return run.steps.every(
    ({ kind: own, part: { command } }) => own !== kind || command.conditional || command.join === '||',
  );
}

function adviceOf(
  plan: HoistPlan | HoistRefusal,
  { several, upgrades }: { readonly several: boolean; readonly upgrades: boolean },
): string {
  const maker = plan.kind === 'refused' ? plan.maker : undefined;
  if (maker !== undefined) {
    return `Name them where ${maker.name} finds its packages.`;
  }
  const place = `before the ${several ? 'copies' : 'copy'}`;
  return upgrades
    ? `Upgrade them ${place}, unless every build is to bring the newest.`
    : `Install them ${place}.`;
}

/** The first install of the RUN that the finding is about, as it is written; a newer pip or an upgrade alone only where there is no other. */
function installText({ node, kind, run }: LateStep): string {
  const own = run.steps.filter((step) => step.kind === kind);
  const command = (own.find(({ part, upgrades }) => !upgrades && !bringsInstallerAlone(part)) ?? own[0])?.part
    .command;
  if (command === undefined) {
    return node.instruction.text;
  }
  return run.script.form === 'exec'
    ? command.words.map(({ text }) => text).join(' ')
    : node.instruction.text.slice(command.span.start, command.span.end).replace(/[\\`]\r?\n/g, ' ');
}
