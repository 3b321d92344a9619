import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { baseName } from '../../context/path-parts.ts';
import type { HotFile } from '../../context/history/types.ts';
import { isManifest } from '../../ecosystems/index.ts';
import { bringsInstallers } from '../../ecosystems/installer-itself.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import type { Install } from '../../ecosystems/types.ts';
import { installsByName } from '../../ecosystems/system/installs-by-name.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { readsNoSettings } from '../../fixes/hoist/settings-read.ts';
import { contextCopy } from '../../fixes/moving/copy-step.ts';
import { placesOf } from '../../fixes/moving/places.ts';
import { listed, listedBriefly, shown } from '../../fixes/moving/words.ts';
import { isBuiltAtAll } from '../../model/built-stages.ts';
import type { Node, Stage } from '../../model/types.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';
import { copyBeforeInstall } from './copy-before-install.ts';
import { systemPackagesAfterCopy } from './system-packages-after-copy.ts';

const ID = 'cache/hot-files-in-early-copy';

/** A few files decide how often a COPY changes, and what stands below it needs none of them (domain.md 2.1: a miss goes on). */
export const hotFilesInEarlyCopy: Rule = {
  id: ID,
  summary: 'a few files that change often are copied above installs that do not need them',
  defaultSeverity: 'information',
  since: '0.1.0',
  ofBuilds: true,
  needs: ['context', 'history'],
  overlooks: CONFIGURATION,
  check(facts) {
    const { model } = facts;
    const found = model.stages
      .filter((stage) => isBuiltAtAll(model, stage))
      .flatMap((stage) => inStage(facts, stage));
    const told = found.length === 0 ? new Set<number>() : toldByOthers(facts);
    return found
      .filter(
        ({ node, installs }) => ![node, ...installs].some(({ instruction }) => told.has(instruction.start)),
      )
      .map(findingOf);
  },
  fixes: () => [],
};

/** Commits below which a count says nothing about habits. */
const ENOUGH = 10;

/** Of all commits, the part from which a COPY counts as one that changes often; of its changes, those with other causes. */
const OFTEN = 1 / 5;
const OTHERS = 1 / 5;

/** Instructions that are looked at below a copy, so that long stages don't take quadratic time. */
const MOST = 100;

interface HotCopy {
  readonly node: Node;
  readonly count: { readonly changed: number; readonly of: number; readonly exact: boolean };
  /** The one that changes most often first. */
  readonly files: readonly HotFile[];
  readonly installs: readonly Node[];
}

function inStage(facts: Facts, { first, end }: Stage): readonly HotCopy[] {
  const { model, context } = facts;
  const places = placesOf(model);
  return model.nodes.slice(first + 1, end).flatMap((node): readonly HotCopy[] => {
    const place = places[node.index];
    const isCopy = place !== undefined && contextCopy(node, place).length > 0;
    const frequency = isCopy && context !== undefined ? facts.frequency?.() : undefined;
    const count = frequency?.changedIn(node.index);
    if (count === undefined || count.of < ENOUGH || count.changed < count.of * OFTEN) {
      return [];
    }
    const hottest = frequency?.hottestIn(node.index) ?? [];
    const last = hottest.findIndex(({ rest }) => rest <= count.changed * OTHERS);
    const files = hottest.slice(0, last + 1);
    if (files.length === 0) {
      return [];
    }
    const installs = installsBelow(
      facts,
      model.nodes.slice(node.index + 1, Math.min(end, node.index + MOST)),
      files,
    );
    return installs.length === 0 ? [] : [{ node, count, files, installs }];
  });
}

/** RUNs that install and need none of these files, up to the first one that might: of manifests, and what they name, any install. */
function installsBelow(
  { model, context }: Facts,
  below: readonly Node[],
  files: readonly HotFile[],
): readonly Node[] {
  const names = files.map(({ path }) => baseName(path));
  const texts = [...(context?.texts ?? [])];
  const isNamed = (text: string): boolean => names.some((name) => text.includes(name));
  const isHooked = texts.some(([path, text]) => baseName(path) === 'package.json' && HOOKS.test(text));
  const areRead =
    files.some(({ path }) => isManifest(path)) ||
    texts.some(([path, text]) => isManifest(path) && isNamed(text));
  const found: Node[] = [];
  for (const node of below) {
    const { detail, instruction } = node;
    if (instruction.keyword !== 'RUN' || detail.kind !== 'run') {
      continue;
    }
    const script = scriptOf(model.file, instruction);
    const isRead = placesOf(model)[node.index]?.readableShell === true || script?.form === 'exec';
    const parts = script?.complete === true && isRead ? runParts(script) : [];
    const isApart =
      parts.length > 0 &&
      !isNamed(instruction.text) &&
      detail.mounts.every(({ type }) => type === 'cache' || type === 'secret' || type === 'ssh') &&
      parts.every((part) => (areRead ? readsNoManifest(part) : readsNone(part, isHooked)));
    if (!isApart) {
      break;
    }
    if (parts.some(isExpensive)) {
      found.push(node);
    }
  }
  return found;
}

/** Scripts of package.json that an install runs. */
const HOOKS = /"(pre|post)?(install|prepare|prepublish)"\s*:/;

/** Package managers that read nothing but manifests and their own settings, where no script of the project runs. */
const PURE = new Set(['npm', 'yarn', 'pnpm', 'bun', 'pip', 'pipenv', 'bundler']);

function readsNone({ role, install }: RunPart, isHooked: boolean): boolean {
  return role === 'install' ? install !== undefined && isPure(install, isHooked) : role !== 'unknown';
}

function readsNoManifest(part: RunPart): boolean {
  return part.role === 'packages'
    ? readsNoSettings(part)
    : part.role !== 'install' && part.role !== 'unknown';
}

function isPure(
  { ecosystem, scripts, obstacle, downloadOnly, script, reads = [] }: Install,
  isHooked: boolean,
): boolean {
  return (
    PURE.has(ecosystem.id) &&
    !(scripts && isHooked) &&
    obstacle === undefined &&
    downloadOnly === undefined &&
    script === undefined &&
    reads.length === 0
  );
}

function isExpensive(part: RunPart): boolean {
  const { role, command } = part;
  const read = role === 'system' ? commandOf(command) : undefined;
  return (
    role === 'install' ||
    (role === 'packages' && !bringsInstallers(part)) ||
    (read !== undefined && installsByName(read)?.removes === false)
  );
}

/** Where instructions begin of which the rules on broad copies and late packages tell. */
function toldByOthers(facts: Facts): ReadonlySet<number> {
  const told = [copyBeforeInstall, systemPackagesAfterCopy]
    .flatMap((rule) => rule.check(facts))
    .flatMap(({ span, related }) => [span.start, ...related.map((one) => one.span.start)]);
  return new Set(told);
}

function findingOf({ node, count, files: hot, installs }: HotCopy): Finding {
  const { changed, of, exact } = count;
  const files = hot.map(({ path }) => path);
  const only = hot[hot.length - 1]?.rest === 0 ? '' : 'nearly ';
  const names = installs.map((one) => `${shown(one)} (line ${one.instruction.line})`);
  const it = files.length === 1 ? 'it' : 'them';
  const last = installs[installs.length - 1];
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) changed in ${exact ? '' : 'at least '}${changed} of the last ${of} commits, ${only}always because of ${listed(files)}, and every time ${listedBriefly(names, 3, '')} ${names.length === 1 ? 'runs' : 'run'} again without reading ${it}. Copy ${it} below line ${last?.instruction.line ?? 0} if nothing above needs ${it}.`,
    related: installs.map((one) => ({
      span: firstLineOf(one),
      message: `Runs again after every change of ${listed(files)}.`,
    })),
    key: 'hot-files',
  };
}
