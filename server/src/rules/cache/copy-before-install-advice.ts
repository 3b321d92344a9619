import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { EarlyCopy } from '../../fixes/manifest-first/early/early-copy.ts';
import { missingAbove } from '../../fixes/manifest-first/early/missing-above.ts';
import { installText } from '../../fixes/manifest-first/installs/install-text.ts';
import type { Plan } from '../../fixes/manifest-first/plan.ts';
import type { Refusal } from '../../fixes/manifest-first/refusal.ts';
import { code, listed, listedBriefly, shown } from '../../fixes/moving/words.ts';
import { queryOf } from '../../ecosystems/context-query.ts';
import { manifestIn } from '../../ecosystems/javascript/project.ts';
import { isBerry } from '../../ecosystems/javascript/yarn-version.ts';
import type { Input, ListedProject } from '../../ecosystems/types.ts';
import type { Model } from '../../model/types.ts';
import { capitalized } from '../../syntax/capitalized.ts';
import type { Facts } from '../types.ts';
import { isHistoryAlone } from './copy-before-install-blame.ts';
import { copiedBelow } from './copied-below.ts';

/**
 * What to do about a copy above an install, in sentences that begin with a space: what the fix does, or, where there is none, what
 * is missing above the install. Empty where nothing helps, or the reason against a fix says what does.
 */
export function adviceOn(facts: Facts, early: EarlyCopy, plan: Plan | Refusal): string {
  if (early.form === 'output') {
    return ` Copy ${early.outputs.length === 1 ? 'it' : 'them'} below.`;
  }
  if (isHistoryAlone(facts, early)) {
    return ' Copy it below.';
  }
  const { model, context } = facts;
  const [brought] = early.installs.flatMap(({ built }) => built ?? []);
  if (brought?.missing !== undefined) {
    return ` ${shown(brought.step.node)} (line ${brought.step.node.instruction.line}) brings what is compiled, but not the crates that cargo has downloaded for it: copy ${brought.missing} from that stage, too.`;
  }
  const [fruitless] = early.installs.flatMap((one) => one.fruitless ?? []);
  if (fruitless !== undefined) {
    const { line } = fruitless.node.instruction;
    return ` ${installText(model, fruitless)} (line ${line}) downloads nothing, as no sources are there yet: run ${downloadNames(early)} in its place.`;
  }
  const ids = new Set(early.installs.map(({ install }) => install.ecosystem.id));
  if (ids.has('cargo')) {
    return plan.kind === 'refused' && plan.reason.includes('cargo-chef') ? '' : CARGO;
  }
  const added = early.installs.flatMap(({ install }) => install.adds ?? []);
  if (plan.kind === 'refused' && added.length > 0) {
    const [manifest = ''] = early.installs.flatMap(({ install }) => install.manifests);
    return ` Name ${listedBriefly(added.map(code), 3, 'packages')} in ${manifest} itself, and install from that first.`;
  }
  const below = early.form === 'download' && context !== undefined ? copiedBelow(model, context, early) : [];
  const names = [...namesOf(model, context, { early, plan }), ...spelled(below)];
  const isMounted = bindsContext(early);
  const first = `${isMounted ? 'Mount' : 'Copy'} ${listedNames(names)} ${isMounted ? 'only' : 'first'}`;
  const isRead = early.installs.some(({ inputs }) => inputs === undefined || inputs.inputs.length > 0);
  if (!isRead) {
    return '';
  }
  if (early.form === 'hidden' && !needsSources(early)) {
    const [command] = early.installs.flatMap(({ hidden }) => hidden ?? []);
    const what = command?.command.includes('$') === false ? code(command.command) : 'it';
    const run = `run ${what} in a RUN of its own`;
    return names.length === 0 ? ` ${capitalized(run)} above it.` : ` ${first}, and ${run} there.`;
  }
  if (early.form !== 'download') {
    return whereTo({ early, context }, names.length === 0 ? undefined : first);
  }
  const run = `run ${downloadNames(early)}`;
  const advice = names.length === 0 ? ` ${capitalized(run)} above it.` : ` ${first}, and ${run} there.`;
  return ids.has('gradle') ? advice + GRADLE : advice;
}

/** What to copy first, or, where nothing is missing above the install, what else helps. */
function whereTo(
  { early, context }: { readonly early: EarlyCopy; readonly context: ContextSnapshot | undefined },
  first: string | undefined,
): string {
  const project = projectApart(early);
  if (project !== undefined) {
    const { file, line, besides } = project;
    const copy = first === undefined ? '' : ` ${first.charAt(0).toLowerCase()}${first.slice(1)},`;
    // A list of nothing else tells no dependencies.
    return besides
      ? ` Keep ${code(line)} out of ${file},${copy} and install ${code(line)} in a step of its own below the sources.`
      : '';
  }
  const apart = scriptApart(early, context);
  if (apart !== undefined) {
    const { option, script, packages } = apart;
    const install = `install with ${code(option)}`;
    const where =
      first === undefined ? `${capitalized(install)} above the sources` : `${first}, ${install} there`;
    return ` ${where}, and run ${script} below${packages ? REBUILD : ''}.`;
  }
  const below = needsSources(early) ? '' : ' Copy the sources below.';
  return first === undefined ? below : ` ${first}.`;
}

/** The option skips those of packages, too, and the build does not fail. Lock files, which name such packages, are not read. */
const REBUILD = ', after `npm rebuild` with the names of packages that have install scripts';

/** Whether something of an install stands against having the sources below it. */
function needsSources({ installs }: EarlyCopy): boolean {
  return installs.some(({ inputs }) => inputs?.hazards.some(({ effect }) => effect === 'none'));
}

/** The project itself in a list, where nothing else of what is installed needs the sources. */
function projectApart({ installs }: EarlyCopy): ListedProject | undefined {
  const blocking = installs
    .flatMap(({ inputs }) => inputs?.hazards ?? [])
    .filter(({ effect }) => effect === 'none');
  return blocking.length === 1 ? blocking[0]?.project : undefined;
}

/**
 * The lifecycle script that needs the sources, where nothing else of an install does, and the option that leaves it out.
 * `packages`: whether npm then runs no scripts of packages either; the others build few of them, or none, without being asked.
 */
function scriptApart(
  { installs }: EarlyCopy,
  context: ContextSnapshot | undefined,
): { readonly script: string; readonly option: string; readonly packages: boolean } | undefined {
  const query = context && queryOf(context);
  for (const { inputs, install, folder } of installs) {
    const blocking = (inputs?.hazards ?? []).filter(({ effect }) => effect === 'none');
    const [script] = blocking.flatMap((hazard) => hazard.script ?? []);
    if (script !== undefined && blocking.every((hazard) => hazard.script !== undefined)) {
      const isNew = install.ecosystem.id === 'yarn' && query !== undefined && isBerry(folder ?? '', query);
      const packages =
        install.ecosystem.id === 'npm' &&
        query !== undefined &&
        (inputs?.inputs ?? []).some(
          ({ path }) =>
            baseName(path) === 'package.json' &&
            (manifestIn(parentPath(path), query)?.dependencies.length ?? 0) > 0,
        );
      return { script, option: isNew ? '--mode=skip-build' : '--ignore-scripts', packages };
    }
  }
  return undefined;
}

/** True where a bind mount of the RUN itself brings the sources. */
export function bindsContext({ step }: EarlyCopy): boolean {
  return step.node.detail.kind === 'run';
}

/** No command of cargo builds dependencies from manifests alone. */
const CARGO =
  ' Build the dependencies in a step of their own, by cargo-chef (with a planner stage) or from stub sources, or keep the registry and `target` in cache mounts.';

/** The report resolves what is needed; artifacts are fetched by the tasks that use them (domain.md section 4, row 17). */
const GRADLE = ' It leaves most jars to the build; a cache mount of `~/.gradle` keeps them.';

/** What is copied or mounted by the fix, or has to be; the usual manifests where the context is not known. */
function namesOf(
  model: Model,
  context: ContextSnapshot | undefined,
  { early, plan }: { readonly early: EarlyCopy; readonly plan: Plan | Refusal },
): readonly string[] {
  if (plan.kind === 'plan' && !bindsContext(early)) {
    return spelled(plan.sources);
  }
  return early.installs.flatMap((one) => {
    if (one.inputs === undefined || context === undefined) {
      return one.install.ecosystem.usualManifests;
    }
    return spelled(bindsContext(early) ? one.inputs.inputs : missingAbove(model, context, one));
  });
}

function spelled(inputs: readonly Input[]): readonly string[] {
  return inputs.map(({ path, kind }) => (kind === 'folder' ? `${path}/` : path));
}

function listedNames(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length <= 3 ? listed(distinct) : listedBriefly(distinct, 3, 'manifests');
}

/** The commands that only download. */
function downloadNames({ installs }: EarlyCopy): string {
  const commands = installs.flatMap(({ inputs }) =>
    inputs?.download ? [code(inputs.download.command)] : [],
  );
  return listedBriefly([...new Set(commands)], 3, '');
}
