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

describe('long words', () => {
  for (const run of RUNS) {
    // A pattern with more than one way through takes longer than the age of the universe, so that no time has to be measured.
    it(`are read in one way: ${run.slice(0, 40)}`, () => {
      const text = `FROM a\nARG ab=1\nWORKDIR /app\nCOPY . .\nRUN ${run}\n`;
      analyze({ text, context: contextOf({ 'package.json': '{}', 'go.mod': 'module a', 'a.py': '' }) });
    });
  }
});
