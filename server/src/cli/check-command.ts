import { Option, type Command } from 'commander';
import type { Severity } from '../rules/types.ts';
import type { FileSystem } from '../workspace/files.ts';
import { findDockerfiles } from '../workspace/find-dockerfiles.ts';
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
import { placeOf, shownPlace } from './places.ts';
import { printable } from './printable.ts';
import { countsOf, reaches, SEVERITIES } from './severities.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

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
  const { checked, problems } = await checkAll(paths, terminal, (searched) => ({
    cwd: terminal.cwd,
    context: options.context,
    searched,
    build,
  }));
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

/** Checks every Dockerfile once. One that can't be read is a problem, and does not keep the others from being checked. */
async function checkAll(
  paths: readonly string[],
  terminal: Terminal,
  optionsFor: (searched: string | undefined) => AnalyzeOptions,
): Promise<{ checked: readonly CheckedFile[]; problems: readonly string[] }> {
  const files = nodeFiles({ quick: blockingListing });
  const problems: string[] = [];
  const unlessUnreadable = async <T>(run: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof UsageError)) {
        throw error;
      }
      problems.push(error.message);
      return [];
    }
  };
  const checked = new Map<string, readonly CheckedFile[]>();
  for (const path of paths) {
    for (const { name, searched } of await unlessUnreadable(() => targetsOf(files, terminal.cwd, path))) {
      const place = placeOf(terminal.cwd, name);
      if (!checked.has(place)) {
        const run = async (): Promise<CheckedFile[]> => [
          await checkOne(files, terminal, name, optionsFor(searched)),
        ];
        checked.set(place, await unlessUnreadable(run));
      }
    }
  }
  return { checked: [...checked.values()].flat(), problems };
}

/** A path to check, and the folder that was searched for it. */
interface Target {
  readonly name: string;
  readonly searched: string | undefined;
}

async function targetsOf(files: FileSystem, cwd: string, path: string): Promise<readonly Target[]> {
  const place = placeOf(cwd, path);
  if (path === '-' || (await files.list(place)) === undefined) {
    return [{ name: path, searched: undefined }];
  }
  const found = await findDockerfiles(files, place);
  if (found.length === 0) {
    throw new UsageError(`there is no Dockerfile in ${path === '.' ? 'this folder' : path}`);
  }
  return found.map((dockerfile) => ({ name: shownPlace(cwd, dockerfile), searched: place }));
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
