import { Option, type Command } from 'commander';
import type { Severity } from '../../rules/types.ts';
import { blockingFiles } from '../../workspace/tree/blocking-files.ts';
import { buildOptions, withBuildFlags, type BuildFlags } from '../build-options.ts';
import { baselineFor, writeBaseline } from './baseline-file.ts';
import { withoutKnown } from './baseline.ts';
import { checkGithub } from './github.ts';
import { checkJson } from './json.ts';
import { checkMany } from './many.ts';
import { checkJunit } from './junit.ts';
import { checkSarif } from './sarif.ts';
import { checkText } from './text.ts';
import type { CheckedFile } from './checked-file.ts';
import { colorsFor } from '../colors.ts';
import { EXIT } from '../exit-codes.ts';
import { printable } from '../printable.ts';
import { countsOf, reaches, SEVERITIES } from '../severities.ts';
import { findTargets, onceEach } from './targets.ts';
import type { Terminal } from '../terminal.ts';

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;

type Format = (typeof FORMATS)[number];

interface CheckOptions extends BuildFlags {
  readonly format: Format;
  readonly failOn: Severity | 'never';
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly color: boolean;
}

/** `strata check`: the findings of one or many Dockerfiles, for people and for CI. */
export function addCheckCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  withBuildFlags(
    program
      .command('check')
      .description('Report what the rules find in Dockerfiles; folders are searched for them.')
      .argument('[paths...]', 'Dockerfiles, folders, or - for standard input (default: this folder)')
      .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('text'))
      .addOption(
        new Option('--fail-on <severity>', 'exit with 1 on findings of this severity or worse')
          .choices([...SEVERITIES, 'never'])
          .default('warning'),
      )
      .option('--baseline <file>', 'leave out the findings that this file knows')
      .option('--write-baseline <file>', 'write the findings there, and exit with 0'),
    'each Dockerfile',
  )
    .option('--no-color', 'no colours, as with NO_COLOR set')
    .action(async (paths: readonly string[], options: CheckOptions) => {
      exit(await check(paths.length === 0 ? ['.'] : paths, options, terminal));
    });
}

async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<number> {
  const build = buildOptions(options, terminal.env);
  const baseline = await baselineFor(options.baseline, terminal);
  const targets = await findTargets(blockingFiles(), { paths, terminal });
  const { cwd } = terminal;
  const work = { cwd, context: options.context, build, withFixes: options.format === 'json' };
  const { results, problems: unread } = await checkMany(targets.results, work, terminal);
  const problems = onceEach([...targets.problems, ...unread]);
  for (const problem of problems) {
    terminal.error(`strata: ${printable(problem)}\n`);
  }
  if (options.writeBaseline !== undefined) {
    await writeBaseline(results, options.writeBaseline, terminal);
    return problems.length > 0 ? EXIT.misuse : EXIT.fine;
  }
  const checked = baseline === undefined ? results : withoutKnown(results, baseline.known, baseline.pathOf);
  terminal.out(printed(checked, options, terminal));
  if (problems.length > 0) {
    return EXIT.misuse;
  }
  const counts = countsOf(checked.flatMap(({ findings }) => findings));
  return reaches(counts, options.failOn) ? EXIT.findings : EXIT.fine;
}

function printed(checked: readonly CheckedFile[], options: CheckOptions, terminal: Terminal): string {
  switch (options.format) {
    case 'text':
      return checked.length === 0 ? '' : checkText(checked, colorsFor(terminal, options.color));
    case 'json':
      return `${JSON.stringify(checkJson(checked), undefined, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(checkSarif(checked), undefined, 2)}\n`;
    case 'github':
      return checkGithub(checked);
    case 'junit':
      return checkJunit(checked);
  }
}
