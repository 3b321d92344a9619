import { isWithin } from '../../../ecosystems/paths.ts';
import { changeDirectory, runParts } from '../../../ecosystems/run-parts.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import { cleanPath, resolvePath } from '../../../model/paths.ts';
import type { Model, Node } from '../../../model/types.ts';
import { scriptOf } from '../../../syntax/shell.ts';
import type { ShellScript } from '../../../syntax/types.ts';
import { runsAlways } from '../../moving/commutes.ts';
import { placesOf, type Place } from '../../moving/places.ts';
import { code } from '../../moving/words.ts';
import { firstOf } from '../../first-of.ts';
import { isUvActivation, isUvSetup, makesEnvironment } from './along.ts';
import { hiddenFront, hiddenPreparation } from './hidden-front.ts';
import { wordsInFront } from './in-front.ts';
import { isBelow, namedVersion } from './named-version.ts';
import { isGitSetting, mayPrepare } from './preparing.ts';
import { systemFront } from './system-front.ts';
import { cutAfter, runHeader, type SplitRun } from './split-run.ts';
import { writtenCommand } from '../../moving/command-text.ts';
import type { LateInstall } from '../types.ts';

/** A RUN that downloads, and what follows it below the sources. */
export interface DownloadStep extends SplitRun {
  /** True when commands of the RUN go into the new one, so that what follows is not the whole RUN of before. */
  readonly cut: boolean;
  /** The same with the system packages in a RUN of their own, if that can go above the manifests. */
  readonly apart?: SplitRun | undefined;
}

/** Roles of commands that an install may need to have run, and which need no sources. */
const PREPARES: ReadonlySet<RunPart['role']> = new Set(['system', 'packages', 'companion', 'environment']);

/** Where a step that downloads is put. */
export interface DownloadPlace {
  /**
   * The working directory there, when it is not directly above the RUN of the installs. Then nothing of that RUN can go with
   * it, and its commands change to their own directories.
   */
  readonly above?: string;
}

/**
 * The step that downloads what these installs of one RUN would fetch, with the flags of that RUN; or a clause that says why
 * there is none. Commands in front that prepare the tool (`apk add git &&`) go with it, and the RUN is cut behind them.
 */
export function downloadStep(
  model: Model,
  node: Node,
  installs: readonly LateInstall[],
  place: DownloadPlace = {},
): DownloadStep | string {
  const { text } = node.instruction;
  const script = scriptOf(model.file, node.instruction);
  const parts = script === undefined ? [] : runParts(script);
  const position = parts.findIndex((part) => installs.some((one) => one.part === part));
  if (script === undefined || position < 0) {
    return "the install can't be read";
  }
  const old = tooOld(model, node, installs);
  if (old !== undefined) {
    return old;
  }
  const working = placesOf(model)[node.index];
  const commands = downloadCommands(text, installs, { ...place, working, form: script.form });
  if (typeof commands === 'string') {
    return commands;
  }
  const preparation = firstOf(installs, hiddenPreparation);
  if (preparation !== undefined) {
    return preparation;
  }
  const head = parts.slice(0, position);
  const comesAlong = (part: RunPart): boolean => isGitSetting(part) || isUvSetup(part, installs);
  const prepared = head.findLastIndex((part) => PREPARES.has(part.role) || comesAlong(part));
  const [first] = installs;
  const isHere = place.above === undefined || place.above === working?.directory;
  const activations = new Set(
    isHere ? head.filter((part) => isUvActivation(model, node, { part, installs })) : [],
  );
  const hidden = head
    .slice(prepared + 1)
    .find(
      (part) =>
        first !== undefined &&
        !activations.has(part) &&
        (makesEnvironment(part) ||
          mayPrepare(part, writtenCommand(text, part.command), first.install.ecosystem)),
    );
  if (hidden !== undefined) {
    return `${code(writtenCommand(text, hidden.command))} may prepare what is fetched`;
  }
  if (prepared < 0) {
    const run = runText(runHeader(model.file, node), script, [
      ...settingsIn(text, head, activations),
      ...commands,
    ]);
    return { first: run, second: text, cut: false };
  }
  const other = head
    .slice(0, prepared + 1)
    .find((part) => (part.role === 'unknown' && !comesAlong(part)) || part.role === 'install');
  if (other !== undefined || place.above !== undefined || head[prepared]?.directory !== '') {
    return `the install shares its RUN with ${code(writtenCommand(text, (other ?? head[prepared])?.command))}`;
  }
  const undoes = ({ role, command }: RunPart): boolean =>
    role !== 'unknown' && UNDOES.test(writtenCommand(text, command));
  if (head.some(({ role }) => role === 'system') && parts.slice(position + 1).some(undoes)) {
    return 'the RUN takes out at its end what it installs for itself';
  }
  const extra = [...settingsIn(text, head.slice(prepared + 1), activations), ...commands];
  const split = cutAfter(model, node, { last: prepared, extra });
  if (typeof split === 'string') {
    return split;
  }
  const front = systemFront(model, node, prepared);
  const alone = runText(runHeader(model.file, node), script, extra);
  return { ...split, cut: true, apart: front === undefined ? undefined : { ...split, front, first: alone } };
}

/** What takes packages of the system out again, or the lists that they were installed by: in a later layer it would free nothing. */
const UNDOES = /\b(del|purge|remove|autoremove|erase)\b|\/var\/lib\/apt\/lists/;

/** Why a command is not known to the version of its program that the Dockerfile names, as a clause. */
function tooOld(model: Model, node: Node, installs: readonly LateInstall[]): string | undefined {
  for (const { inputs } of installs) {
    const { needs, review = '' } = inputs?.download ?? {};
    const named = needs && namedVersion(model, node, needs.program);
    if (needs !== undefined && named !== undefined && isBelow(named, needs.version)) {
      const { text, isBound, node: by } = named;
      return `${review}, and line ${by.instruction.line} names ${isBound ? 'one below ' : ''}${text}`;
    }
  }
  return undefined;
}

/** The commands, each in its install's directory; in parentheses where there are several. Or why they can't be written. */
function downloadCommands(
  text: string,
  installs: readonly LateInstall[],
  {
    above,
    working,
    form,
  }: DownloadPlace & Pick<ShellScript, 'form'> & { readonly working: Place | undefined },
): readonly string[] | string {
  const commands = new Set<string>();
  for (const late of installs) {
    const { install, part, inputs, directory, folder } = late;
    const up = wayUp(folder ?? '', inputs?.download?.folder ?? folder ?? '');
    const below = cleanDirectory(changeDirectory(part.directory ?? '', install.directory), up);
    const place = resolvePath(directory.path, up);
    const isElsewhere = above !== undefined && above !== place;
    if (isElsewhere && !directory.anchored) {
      return 'the working directory of the install is not known';
    }
    const isHere =
      above === undefined ? working?.anchored === true && place === working.directory : !isElsewhere;
    const isAbove = below.startsWith('..') && directory.anchored;
    const target = isHere ? '' : isElsewhere || isAbove ? place : below;
    if (!/^[\w./@+-]*$/.test(target)) {
      return `${code(target)} can't be written as a directory`;
    }
    const front = wordsInFront(text, part, form);
    const inner = hiddenFront(late);
    if (front === undefined || inner === undefined) {
      return "what stands in front of the install can't be repeated";
    }
    const command = `${front}${inner}${inputs?.download?.command ?? ''}`;
    commands.add(target === '' ? command : `cd ${target} && ${command}`);
  }
  return commands.size < 2
    ? [...commands]
    : [...commands].map((one) => (one.startsWith('cd ') ? `(${one})` : one));
}

/** From a folder to one above it: `../..`; the empty text for the same one, and for one elsewhere. */
function wayUp(from: string, to: string): string {
  const levels = isWithin(from, to) ? from.split('/').length - (to === '' ? 0 : to.split('/').length) : 0;
  return from === to ? '' : '../'.repeat(levels).slice(0, -1);
}

/** A directory and a way up from it, without folders that are left again: they may not be there yet. */
function cleanDirectory(directory: string, up: string): string {
  const clean = cleanPath([directory, up].filter((path) => path !== '').join('/'));
  return clean === '.' ? '' : clean;
}

/** `export` commands and activations as they are written; those on several lines are left to the RUN that has them. */
function settingsIn(
  text: string,
  parts: readonly RunPart[],
  activations: ReadonlySet<RunPart>,
): readonly string[] {
  return parts
    .filter(
      (part) =>
        activations.has(part) || (part.role === 'variables' && runsAlways(part) && part.command.depth === 0),
    )
    .map((part) => writtenCommand(text, part.command))
    .filter((one) => !one.includes('\n'));
}

/** A RUN of these commands, in the JSON form where the RUN beside it has that and one plain command can be written so. */
function runText(header: string, script: ShellScript, commands: readonly string[]): string {
  const [command = '', ...more] = commands;
  const isPlain = more.length === 0 && /^[\w./:@+-]+( [\w./:=@+-]+)*$/.test(command);
  const words = command.split(' ').map((word) => JSON.stringify(word));
  return script.form === 'exec' && isPlain
    ? `${header}[${words.join(', ')}]`
    : `${header}${commands.join(' && ')}`;
}
