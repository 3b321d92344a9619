import type { Command } from 'commander';
import { fixAll } from '../../insights/fixes/fix-all.ts';
import { otherTextOf } from '../../insights/fixes/other-text.ts';
import { savingOf } from '../../insights/fixes/saving.ts';
import { createHistoryLoader } from '../../workspace/git/git-history.ts';
import { blockingFiles } from '../../workspace/tree/blocking-files.ts';
import { analyzeInput, contextRoot, settingsFor, type AnalyzeOptions } from '../analyze-input.ts';
import { buildOptions, withBuildFlags, type BuildFlags } from '../build-options.ts';
import { changedContexts } from './changed-contexts.ts';
import { colorsFor } from '../colors.ts';
import { readDockerfile } from '../dockerfile-input.ts';
import { EXIT } from '../exit-codes.ts';
import type { FixedFile } from './fixed-file.ts';
import { fixDiff, fixSummary, fixText } from './text.ts';
import { placeOf, shownPlace } from '../places.ts';
import { printable } from '../printable.ts';
import { sharedContexts } from '../shared-contexts.ts';
import { forEachTarget, type Target } from '../check/targets.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { writeChanges } from './write-changes.ts';

interface FixOptions extends BuildFlags {
  readonly review: boolean;
  readonly diff: boolean;
  readonly write: boolean;
  readonly color: boolean;
}

/** `strata fix`: applies what the quick fixes of an editor would, to one or many Dockerfiles. */
export function addFixCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  withBuildFlags(
    program
      .command('fix')
      .description(
        'Mend what the rules find in Dockerfiles and ignore files. Without --diff or --write it lists what would be done.',
      )
      .argument('[paths...]', 'Dockerfiles, folders, or - for standard input (default: this folder)')
      .option('--review', 'also apply fixes whose title names what a person has to check', false)
      .option('--diff', 'print the changes and write nothing', false)
      .option('--write', 'write the changes; the result of standard input is printed', false),
    'each Dockerfile',
  )
    .option('--no-color', 'no colours, as with NO_COLOR set')
    .action(async (paths: readonly string[], options: FixOptions) => {
      exit(await fix(paths.length === 0 ? ['.'] : paths, options, terminal));
    });
}

async function fix(paths: readonly string[], options: FixOptions, terminal: Terminal): Promise<number> {
  if (options.diff && options.write) {
    throw new UsageError('--diff writes nothing: leave it out, or --write');
  }
  const build = buildOptions(options, terminal.env);
  const { cwd } = terminal;
  const { context, review } = options;
  const loadHistory = createHistoryLoader();
  const contexts = changedContexts(sharedContexts(blockingFiles()));
  const loadContext = contexts.load;
  const { results, problems } = await forEachTarget(blockingFiles(), { paths, terminal }, async (target) => {
    const { searched } = target;
    const analyze = { cwd, context, searched, build, loadContext, loadHistory };
    const fixed = await fixOne(target, terminal, { review, analyze });
    if (options.write && fixed.place !== undefined) {
      await writeChanges(fixed);
    }
    contexts.change(fixed.others);
    return fixed;
  });
  const piped = results.filter(({ place }) => place === undefined);
  if (options.write) {
    terminal.out(piped.map(({ after }) => after).join(''));
  }
  for (const problem of problems) {
    terminal.error(`strata: ${printable(problem)}\n`);
  }
  const colors = colorsFor(terminal, options.color);
  const isPiped = options.write && piped.length > 0;
  const report = options.diff ? fixDiff(results, colors) : fixText(results, colors);
  const summary = fixSummary(results, { ...options, colors });
  if (isPiped || options.diff) {
    terminal.out(options.diff ? report : '');
    terminal.error(summary);
  } else {
    terminal.out(`${report}${summary}`);
  }
  if (problems.length > 0) {
    return EXIT.misuse;
  }
  return !options.write && results.some(({ applied }) => applied.length > 0) ? EXIT.findings : EXIT.fine;
}

async function fixOne(
  { name }: Target,
  terminal: Terminal,
  { review, analyze }: { readonly review: boolean; readonly analyze: AnalyzeOptions },
): Promise<FixedFile> {
  const files = blockingFiles();
  const input = await readDockerfile(files, terminal, name);
  const analysis = await analyzeInput(files, input, analyze);
  const { place, shown, text: before } = input;
  const grade = review ? 'review' : 'safe';
  const { text, edits, applied, left } = fixAll(analysis, {
    rules: (await settingsFor(files, input, analyze)).rules,
    grade,
    // Standard input is a text alone: nothing else may be written for it.
    dockerfileOnly: place === undefined,
  });
  const root = place === undefined ? undefined : await contextRoot(files, input, analyze);
  return {
    shown,
    place,
    before,
    after: text,
    applied: applied.map((one) => ({
      ...one,
      saving: one.isOfGiven ? savingOf(analysis, one.finding, one.fix) : undefined,
    })),
    others: edits.flatMap((edit) => {
      if (edit.file !== 'context' || root === undefined) {
        return [];
      }
      const { path, exists, text: newText } = edit;
      const other = placeOf(root, path);
      return [
        {
          shown: shownPlace(analyze.cwd, other),
          place: other,
          before: exists ? otherTextOf(analysis.facts, { kind: 'context', path }) : undefined,
          after: newText,
        },
      ];
    }),
    left,
  };
}
