import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { analyze } from '../../insights/analysis.ts';
import { fixAll } from '../../insights/fixes/fix-all.ts';
import type { Settings } from '../../lsp/settings/settings.ts';
import type { BuildOptions } from '../../model/types.ts';
import { join } from '../../workspace/files.ts';
import { createHistoryLoader } from '../../workspace/git/git-history.ts';
import { blockingFiles } from '../../workspace/tree/blocking-files.ts';
import { foundBuild, settingsFor } from '../analyze-input.ts';
import { buildOptions, withBuildFlags, type BuildFlags } from '../build-options.ts';
import { colorsFor } from '../colors.ts';
import { readDockerfile } from '../dockerfile-input.ts';
import { progressOn } from '../progress.ts';
import { NOTHING_BEFORE, replay } from './commits.ts';
import type { BuildOf, Replayed } from './commits.ts';
import { readReplayHistory, repositoryPlace } from './history.ts';
import type { ReplayHistory } from './history.ts';
import { replayJson, replayText } from './output.ts';
import type { ReplayReport } from './output.ts';
import { analysedContext, inputsOf, modelOf, readStates } from './states.ts';
import type { CommitState } from './states.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

interface ReplayOptions extends BuildFlags {
  readonly commits: number;
  readonly fixed: boolean;
  readonly review: boolean;
  readonly json?: boolean;
  readonly color: boolean;
}

/** Commits when nobody says how many, and at most: each of them is compared whole. */
const COMMITS = 20;
const MAX_COMMITS = 1000;

/** `strata replay`: which steps each of the last commits would have run again, as it was and with the fixes. */
export function addReplayCommand(program: Command, terminal: Terminal): void {
  withBuildFlags(
    program
      .command('replay')
      .description('Print which steps each of the last commits made run again.')
      .argument('[dockerfile]', 'a Dockerfile or a folder that holds one')
      .option('--commits <number>', 'how many commits, the newest first', commitsOf, COMMITS)
      .option('--fixed', "also with today's safe fixes", false)
      .option('--review', 'with --fixed: also fixes whose title names what a person has to check', false),
  )
    .option('--json', 'print commits, steps and commands as JSON')
    .option('--no-color', 'no colours, as with NO_COLOR set')
    .action(async (dockerfile: string | undefined, options: ReplayOptions) => {
      const report = await reportOf(dockerfile, options, terminal);
      terminal.out(
        options.json === true
          ? `${JSON.stringify(replayJson(report), undefined, 2)}\n`
          : replayText(report, colorsFor(terminal, options.color)),
      );
    });
}

function commitsOf(value: string): number {
  const number = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > MAX_COMMITS) {
    throw new InvalidArgumentError(`It is a number from 1 to ${MAX_COMMITS}.`);
  }
  return number;
}

async function reportOf(
  dockerfile: string | undefined,
  options: ReplayOptions,
  terminal: Terminal,
): Promise<ReplayReport> {
  if (options.review && !options.fixed) {
    throw new UsageError('--review says which fixes --fixed takes: it is nothing without it');
  }
  if (dockerfile === '-') {
    throw new UsageError('strata replay wants a Dockerfile in a repository, not standard input');
  }
  const files = blockingFiles();
  const said = buildOptions(options, terminal.env);
  const input = await readDockerfile(files, terminal, dockerfile);
  const where = { cwd: terminal.cwd, context: options.context, build: said };
  const settings = await settingsFor(files, input, where);
  const found = await foundBuild(files, input, where);
  if (found === undefined || input.place === undefined) {
    throw new UsageError('there is no build context');
  }
  const { root, build } = found;
  const { commits: count, fixed } = options;
  const place = await repositoryPlace(found, input.place);
  const history = await readReplayHistory(place, { count, sizes: fixed });
  const hasGitFolder = (await files.kind(join(place.top, '.git'))) === 'directory';
  const states = await readStates(history, { hasGitFolder });
  const { builder } = settings;
  const run = (buildOf: BuildOf): readonly Replayed[] => {
    const progress = progressOn(terminal, history.commits.length);
    const shown: BuildOf = (state) => {
      progress.next(`commit ${state.commit.id}`);
      return buildOf(state);
    };
    const rows = replay(states(), { count, buildOf: shown, builder });
    progress.end();
    return rows;
  };
  const base = { asked: count, shallow: place.shallow, inFolder: place.prefix !== '' };
  if (!fixed) {
    const rows = run((state) => {
      const built = modelOf(state, build);
      return 'problem' in built ? built.problem : inputsOf(state, built.model, state.context.ignore);
    });
    const [newest] = rows;
    if (newest === undefined || rows.every((row) => 'leftOut' in row && row.leftOut !== NOTHING_BEFORE)) {
      const why = newest !== undefined && 'leftOut' in newest ? newest.leftOut : 'there is none';
      throw new UsageError(`no commit can be replayed; the newest one: ${why}`);
    }
    return { ...base, rows, fixed: undefined };
  }
  const [newest] = states();
  if (newest === undefined) {
    throw new UsageError(`the git repository of ${root} has no commit yet`);
  }
  const { today, mended, ignore, applied } = await fixNewest(history, newest, {
    ...{ build, settings, review: options.review },
  });
  return {
    ...base,
    rows: run((state) => inputsOf(state, today, newest.context.ignore)),
    fixed: { rows: run((state) => inputsOf(state, mended, ignore)), applied, review: options.review },
  };
}

interface FixOptions {
  readonly build: BuildOptions;
  readonly settings: Settings;
  readonly review: boolean;
}

/** The newest commit's Dockerfile without and with fixes, which may edit its ignore file, too. */
async function fixNewest(
  history: ReplayHistory,
  newest: CommitState,
  { build, settings, review }: FixOptions,
) {
  const built = modelOf(newest, build);
  if ('problem' in built) {
    throw new UsageError(`the newest commit can't be fixed: ${built.problem}`);
  }
  const { rules, builder } = settings;
  const analysis = analyze({
    ...{ text: built.model.file.text, build, rules, builder },
    context: await analysedContext(history, newest),
    history: await createHistoryLoader()(history.place.root),
  });
  const { after, applied } = fixAll(analysis, { rules, grade: review ? 'review' : 'safe' });
  return { today: built.model, mended: after.model, ignore: after.facts.context?.ignore, applied };
}
