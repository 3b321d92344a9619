import { readOptions } from './options.ts';
import { joinPath } from './paths.ts';
import type { Command } from './types.ts';

/** What a tool that builds a project reads of it. */
interface BuildTool {
  /** The files that it looks for, any of which will do. */
  readonly files: readonly string[];
  /** Options that take the next word as their value. */
  readonly valued?: readonly string[];
  /** Of these, the ones that name the project's folder, and the ones that name a file in place of {@link files}. */
  readonly folder?: readonly string[];
  readonly file?: readonly string[];
  /** Which operand is the folder, where it is not the working directory; the last for -1. */
  readonly operand?: number;
  /** Other options, or a first operand, with which it does something else. */
  readonly otherwise?: RegExp;
}

const MAKE: BuildTool = {
  // GNU make's names, in its order.
  files: ['GNUmakefile', 'makefile', 'Makefile'],
  valued: ['-o', '-W', '-C', '-f'],
  folder: ['-C'],
  file: ['-f'],
  otherwise: /^(--directory|--file|--makefile|--include|-I|--version|--help)/,
};

/** Tools by their names. Package managers are no such tools: `ECOSYSTEMS` knows what those read. */
const TOOLS: ReadonlyMap<string, BuildTool> = new Map<string, BuildTool>([
  ['make', MAKE],
  ['gmake', MAKE],
  [
    'cmake',
    {
      files: ['CMakeLists.txt'],
      valued: [
        '-S',
        '-B',
        '-G',
        '-D',
        '-U',
        '-C',
        '-T',
        '-A',
        '-W',
        '--preset',
        '--toolchain',
        '--install-prefix',
      ],
      folder: ['-S'],
      operand: -1,
      otherwise: /^(--build|--install|--open|--workflow|--find-package|--version|--help|-E|-P|-H.)/,
    },
  ],
  [
    'meson',
    {
      files: ['meson.build'],
      valued: ['-D', '--prefix', '--buildtype', '--native-file', '--cross-file', '--wrap-mode'],
      // `meson setup build source`.
      operand: 2,
      otherwise: /^(?!setup$)[a-z]+$/,
    },
  ],
  [
    'scons',
    {
      files: ['SConstruct', 'Sconstruct', 'sconstruct', 'SConstruct.py'],
      valued: ['-C', '-f'],
      folder: ['-C'],
      file: ['-f'],
      otherwise: /^(--directory|--file|--makefile|--sconstruct|-[uUD]$|--version|--help)/,
    },
  ],
  [
    'ant',
    { files: ['build.xml'], valued: ['-f', '-file', '-buildfile'], file: ['-f', '-file', '-buildfile'] },
  ],
  ['zig', { files: ['build.zig'], otherwise: /^(?!build$)[a-z]|^--build-file/ }],
]);

/** Names of the files that say of a folder that a project is in it, one for each tool. */
export const BUILD_FILES: ReadonlySet<string> = new Set([
  'Makefile',
  ...[...TOOLS.values()].flatMap(({ files }) => files.slice(-1)),
]);

/**
 * What a tool that builds a project can't run without: as in `commandNeeds`. None for other programs, and where options are not as
 * simple as nearly everybody's.
 */
export function buildToolNeeds({
  name,
  args,
}: Pick<Command, 'name' | 'args'>): readonly (readonly string[])[] {
  const tool = TOOLS.get(name);
  if (tool === undefined) {
    return [];
  }
  const { files, valued = [], folder = [], file = [], operand, otherwise } = tool;
  const { options, operands } = readOptions(args, new Set(valued), 'letters');
  const [first = ''] = operands;
  if (otherwise !== undefined && [...options.keys(), first].some((one) => otherwise.test(one))) {
    return [];
  }
  const valueOf = (names: readonly string[]): string | undefined =>
    names.flatMap((one) => options.get(one) ?? [])[0];
  const project = joinPath(
    '',
    valueOf(folder) ?? (operand === undefined ? '' : (operands.at(operand) ?? '')),
  );
  const named = valueOf(file);
  return [
    project === '' ? [] : [project],
    (named === undefined ? files : [named]).map((one) => joinPath(project, one)),
  ];
}
