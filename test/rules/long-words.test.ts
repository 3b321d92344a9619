import { analyze } from '../../server/src/insights/analysis.ts';
import { contextOf } from '../fixes/context-of.ts';

/** Words, and texts in quotes, that are almost what a pattern asks for, so that one which can be read in many ways would try all of them. */
const RUNS: readonly string[] = [
  `go install a.b/c@${'a'.repeat(200)}!`,
  `go install a.b/c@${'$ab'.repeat(100)}!`,
  `pip install -r ${'$ab'.repeat(100)}!`,
  `pip install ${'$ab'.repeat(100)}! ${'a.'.repeat(200)}!`,
  `npm install ${'a-'.repeat(200)}! ${'/a'.repeat(200)}!`,
  `curl -o ${'/a'.repeat(200)}! https://${'a.'.repeat(200)}!/ | sh`,
  `julia -e 'using Pkg; pkg"${'add a '.repeat(100)}!"'`,
  `chown -R ${'$ab'.repeat(100)}! ${'/a'.repeat(200)}`,
];

/** Blanks at which a pattern that tries all ways to share them out between two or three places would take minutes. */
const BLANKS = ' '.repeat(5000);

/** Programs and settings of package managers in which they stand, almost as a pattern asks for. */
const TEXTS: Readonly<Record<string, readonly [run: string, path: string, text: string]>> = {
  Gemfile: ['bundle install', 'Gemfile', `path${BLANKS}"x"${BLANKS}d\n`],
  gemspec: [
    'bundle install',
    'a.gemspec',
    `require_relative${BLANKS}x\nrequire${BLANKS}x\nFile.read${BLANKS}File.join${BLANKS}x${BLANKS}\nFile.read(File.expand_path${BLANKS}x)\nFile.read("a"${BLANKS}x)\n`,
  ],
  'R in a RUN': [`Rscript -e 'if (${BLANKS}"x" %in%${BLANKS}x'`, 'a.R', ''],
  'R in a file': ['Rscript install.R', 'install.R', `if (${BLANKS}x) install.packages("a")\n`],
  'settings of Gradle': ['gradle dependencies', 'settings.gradle', `include${BLANKS}x\n`.repeat(50)],
  'mix.exs': [
    'mix deps.get',
    'mix.exs',
    `${`File.read${BLANKS}x\n`.repeat(20)}File.read(Path.join(__DIR__, "a"${BLANKS}x`,
  ],
  cpanfile: ['cpanm --installdeps .', 'cpanfile', `${BLANKS}x\n}${BLANKS}x\n`],
  'Package.swift': [
    'swift package resolve',
    'Package.swift',
    `.package(${BLANKS}name:${BLANKS}"x"${BLANKS},x`,
  ],
};

describe('many blanks', () => {
  for (const [title, [run, path, text]] of Object.entries(TEXTS)) {
    it(`are shared out in one way: ${title}`, () => {
      const files = {
        Gemfile: 'gemspec\n',
        'Gemfile.lock': '',
        'build.gradle': '',
        'mix.lock': '',
        [path]: text,
      };
      analyze({
        text: `FROM a\nWORKDIR /app\nCOPY . .\nRUN ${run}\n`,
        context: contextOf(files),
      });
    });
  }
});

describe('long words', () => {
  for (const run of RUNS) {
    // A pattern with more than one way through takes longer than the age of the universe, so that no time has to be measured.
    it(`are read in one way: ${run.slice(0, 40)}`, () => {
      const text = `FROM a\nARG ab=1\nWORKDIR /app\nCOPY . .\nRUN ${run}\n`;
      analyze({ text, context: contextOf({ 'package.json': '{}', 'go.mod': 'module a', 'a.py': '' }) });
    });
  }
});
