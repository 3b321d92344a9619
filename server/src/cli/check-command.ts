import { Option, type Command } from 'commander';
import type { Severity } from '../rules/types.ts';
import type { FileSystem } from '../workspace/files.ts';
import { blockingListing } from '../workspace/blocking-lister.ts';
import { nodeFiles } from '../workspace/node-files.ts';
import { analyzeInput, type AnalyzeOptions } from './analyze-input.ts';
import { buildOptions, collect } from './build-options.ts';
import { checkJson } from './check-json.ts';
import { checkText } from './check-text.ts';
import type { CheckedFile } from './checked-file.ts';
import { colorsFor } from './colors.ts';
import { readDockerfile } from './dockerfile-input.ts';
import { EXIT } from './exit-codes.ts';
import { printable } from './printable.ts';
import { countsOf, reaches, SEVERITIES } from './severities.ts';
import { forEachTarget } from './targets.ts';
import type { Terminal } from './terminal.ts';

interface CheckOptions {
  readonly format: 'text' | 'json';
  readonly failOn: Severity | 'never';
  readonly context?: string;
  readonly target?: string;
  readonly buildArg?: readonly string[];
  readonly color: boolean;
}

/** `strata check`: the findings of one or many Dockerfiles, for people and for CI. */
export function addCheckCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command('check')
    .description('Report what the rules find in Dockerfiles; folders are searched for them.')
    .argument('[paths...]', 'Dockerfiles, folders, or - for standard input (default: this folder)')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 on findings of this severity or worse')
        .choices([...SEVERITIES, 'never'])
        .default('warning'),
    )
    .option('--context <folder>', 'the build context (default: found from what each Dockerfile copies)')
    .option('--target <stage>', 'the stage that is built (default: the last one)')
    .option('--build-arg <name=value>', 'a build argument; may be repeated', collect)
    .option('--no-color', 'no colours, as with NO_COLOR set')
    .action(async (paths: readonly string[], options: CheckOptions) => {
      exit(await check(paths.length === 0 ? ['.'] : paths, options, terminal));
    });
}

async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<number> {
  const build = buildOptions(options.target, options.buildArg, terminal.env);
  const files = nodeFiles({ quick: blockingListing });
  const { results: checked, problems } = await forEachTarget(
    files,
    { paths, terminal },
    ({ name, searched }) =>
      checkOne(files, terminal, name, { cwd: terminal.cwd, context: options.context, searched, build }),
  );
  for (const problem of problems) {
    terminal.error(`strata: ${printable(problem)}\n`);
  }
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify(checkJson(checked), undefined, 2)}\n`);
  } else if (checked.length > 0) {
    terminal.out(checkText(checked, colorsFor(terminal, options.color)));
  }
  if (problems.length > 0) {
    return EXIT.misuse;
  }
  const counts = countsOf(checked.flatMap(({ findings }) => findings));
  return reaches(counts, options.failOn) ? EXIT.findings : EXIT.fine;
}

async function checkOne(
  files: FileSystem,
  terminal: Terminal,
  name: string,
  options: AnalyzeOptions,
): Promise<CheckedFile> {
  const input = await readDockerfile(files, terminal, name);
  const { model, findings } = await analyzeInput(files, input, options);
  return { path: input.shown, file: model.file, findings };
}
