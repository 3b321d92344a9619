import type { Command } from 'commander';
import { Option } from 'commander';
import { compare } from '../../cache/compare.ts';
import type { Builder } from '../../cache/types.ts';
import type { BuildOptions } from '../../model/types.ts';
import { join } from '../../workspace/files.ts';
import { blockingFiles } from '../../workspace/tree/blocking-files.ts';
import { foundBuild, settingsFor } from '../analyze-input.ts';
import { buildOptions, collect, withBuildFlags, type BuildFlags } from '../build-options.ts';
import { colorsFor } from '../colors.ts';
import { readDockerfile } from '../dockerfile-input.ts';
import { measuredSeconds } from './measured-seconds.ts';
import { rebuildJson, rebuildText } from './output.ts';
import { statesBefore, statesChanged, statesSince } from './states.ts';
import type { ContextFolder } from './files-states.ts';
import type { RebuildPlace, RebuildStates } from './states.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

interface RebuildOptions extends BuildFlags {
  readonly before?: string;
  readonly beforeBuildArg?: readonly string[];
  readonly since?: string;
  readonly change?: readonly string[];
  readonly builder?: Builder;
  readonly measured?: boolean;
  readonly json?: boolean;
  readonly color: boolean;
}

/** `strata rebuild`: which steps the next build runs again after a change, and why. */
export function addRebuildCommand(program: Command, terminal: Terminal): void {
  withBuildFlags(
    program
      .command('rebuild')
      .description('Print which steps run again after a change, and why.')
      .argument('[dockerfile]', 'a Dockerfile or a folder that holds one'),
  )
    .option('--before <folder>', 'a copy of the context as it was')
    .option(
      '--before-build-arg <name=value>',
      'a build argument as it was; NAME alone: not given; may be repeated',
      collect,
    )
    .option('--since <commit>', 'the context as it was at a git commit')
    .option('--change <path>', 'a file or folder that changes; may be repeated', collect)
    .addOption(
      new Option(
        '--builder <builder>',
        'whose rules count (default: what .strata.yaml says, else buildkit)',
      ).choices(['buildkit', 'classic']),
    )
    .option('--measured', "with what the steps took in the builder's last builds (docker buildx history)")
    .option('--json', 'print steps and a summary as JSON')
    .option('--no-color', 'no colours, as with NO_COLOR set')
    .action(async (dockerfile: string | undefined, options: RebuildOptions) => {
      const { states, place, builder } = await statesOf(dockerfile, options, terminal);
      const { before, after } = states;
      if (after.model.unknownTarget) {
        throw new UsageError(`there is no stage ${after.model.options.target ?? ''}`);
      }
      const verdicts = compare(before, after, { builder });
      const secondsOf = options.measured === true ? await measuredSeconds(after.model, place) : undefined;
      const colors = colorsFor(terminal, options.color);
      terminal.out(
        options.json === true
          ? `${JSON.stringify(rebuildJson(verdicts, after.model, secondsOf), undefined, 2)}\n`
          : rebuildText(verdicts, after.model, { colors, secondsOf }),
      );
    });
}

async function statesOf(
  dockerfile: string | undefined,
  options: RebuildOptions,
  terminal: Terminal,
): Promise<{ readonly states: RebuildStates; readonly place: string; readonly builder: Builder }> {
  const { before, since, change } = options;
  const given = [before, since, change].filter((option) => option !== undefined).length;
  const onlyArguments = given === 0 && options.beforeBuildArg !== undefined;
  if (given !== 1 && !onlyArguments) {
    throw new UsageError('one of --before, --since and --change says what changed');
  }
  if (dockerfile === '-') {
    throw new UsageError('strata rebuild wants a Dockerfile in a context, not standard input');
  }
  const files = blockingFiles();
  const said = buildOptions(options, terminal.env);
  const input = await readDockerfile(files, terminal, dockerfile);
  const found = await foundBuild(files, input, { cwd: terminal.cwd, context: options.context, build: said });
  if (found === undefined || input.place === undefined) {
    throw new UsageError('there is no build context');
  }
  const { root, build: now, others } = found;
  const place: RebuildPlace = {
    files,
    cwd: terminal.cwd,
    main: { root, dockerfile: input.place },
    others: new Map([...others].map(([name, folder]) => [name, namedContext(folder)])),
    text: input.text,
    now,
    before: argumentsBefore(now, options.beforeBuildArg ?? []),
  };
  const states = await (before !== undefined
    ? statesBefore(place, before)
    : since === undefined
      ? statesChanged(place, change ?? [])
      : statesSince(place, since));
  const builder = options.builder ?? (await settingsFor(files, input, terminal)).builder;
  return { states, place: input.place, builder };
}

/** No ignore file but the folder's own counts for a context beside the main one: nothing is named after this Dockerfile. */
function namedContext(root: string): ContextFolder {
  return { root, dockerfile: join(root, '-') };
}

/** The arguments as they are now but for those that were others; `NAME` alone was not given. */
function argumentsBefore(now: BuildOptions, given: readonly string[]): BuildOptions {
  const buildArgs = new Map(now.buildArgs);
  for (const text of given) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    if (name === '') {
      throw new UsageError(
        `--before-build-arg wants NAME=value or NAME, not ${text === '' ? 'nothing' : text}`,
      );
    }
    if (equals < 0) {
      buildArgs.delete(name);
    } else {
      buildArgs.set(name, text.slice(equals + 1));
    }
  }
  return { ...now, buildArgs };
}
