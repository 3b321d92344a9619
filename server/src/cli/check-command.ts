import { Option, type Command } from 'commander';
import { fixesOf } from '../rules/fixes-of.ts';
import type { Severity } from '../rules/types.ts';
import { join } from '../workspace/files.ts';
import type { FileSystem } from '../workspace/files.ts';
import { blockingListing } from '../workspace/blocking-lister.ts';
import { nodeFiles } from '../workspace/node-files.ts';
import { rememberedFiles } from '../workspace/remembered-files.ts';
import { analyzeInput, type AnalyzeOptions } from './analyze-input.ts';
import { otherTextOf } from '../insights/other-text.ts';
import type { Facts, OtherFile } from '../rules/types.ts';
import { buildOptions, collect } from './build-options.ts';
import { baselineFor, writeBaseline } from './baseline-file.ts';
import { withoutKnown } from './baseline.ts';
import { checkGithub } from './check-github.ts';
import { checkJson } from './check-json.ts';
import { checkJunit } from './check-junit.ts';
import { checkSarif } from './check-sarif.ts';
import { checkText } from './check-text.ts';
import type { CheckedFile } from './checked-file.ts';
import { colorsFor } from './colors.ts';
import { readDockerfile } from './dockerfile-input.ts';
import { EXIT } from './exit-codes.ts';
import { shownPlace } from './places.ts';
import { printable } from './printable.ts';
import { sharedContexts } from './shared-contexts.ts';
import { countsOf, reaches, SEVERITIES } from './severities.ts';
import { forEachTarget } from './targets.ts';
import type { Terminal } from './terminal.ts';

/** Dockerfiles that are worked on at a time: as many calls of the disk as Node has threads for. */
const PARALLEL = 4;

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;

type Format = (typeof FORMATS)[number];

interface CheckOptions {
  readonly format: Format;
  readonly failOn: Severity | 'never';
  readonly baseline?: string;
  readonly writeBaseline?: string;
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
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 on findings of this severity or worse')
        .choices([...SEVERITIES, 'never'])
        .default('warning'),
    )
    .option('--baseline <file>', 'leave out the findings that this file knows')
    .option('--write-baseline <file>', 'write the findings there, and exit with 0')
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
  // Most Dockerfiles of a repository lie in the same folders, beside the same files.
  const files = rememberedFiles(nodeFiles({ quick: blockingListing }));
  const loadContext = sharedContexts(files);
  const baseline = await baselineFor(options.baseline, terminal);
  const { results, problems } = await forEachTarget(
    files,
    { paths, terminal, parallel: PARALLEL },
    ({ name, searched }) =>
      checkOne(files, terminal, name, {
        cwd: terminal.cwd,
        context: options.context,
        searched,
        build,
        loadContext,
      }),
  );
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

async function checkOne(
  files: FileSystem,
  terminal: Terminal,
  name: string,
  options: AnalyzeOptions,
): Promise<CheckedFile> {
  const input = await readDockerfile(files, terminal, name);
  const { model, facts, findings } = await analyzeInput(files, input, options);
  return {
    path: input.shown,
    file: model.file,
    findings,
    instructionOf: ({ node }) => (model.nodes[node]?.instruction.text ?? '').replace(/\s+/g, ' ').trim(),
    fixOf: (finding) => fixesOf(facts, finding)[0],
    otherFile: (file) => {
      const text = otherTextOf(facts, file);
      return text === undefined ? undefined : { path: shownOther(file, facts, terminal.cwd), text };
    },
    known: 0,
  };
}

/** A context's label is its folder as it is shown. */
function shownOther(file: OtherFile, { context }: Facts, cwd: string): string {
  if (file.kind === 'compose') {
    return shownPlace(cwd, file.place);
  }
  const folder = context?.label ?? '.';
  return folder === '.' || file.path.startsWith('/') ? file.path : join(folder, file.path);
}
