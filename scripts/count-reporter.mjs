import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Mocha's `dot` on the terminal, and the counts as JSON in the file that the reporter option `output` names. */
export default class CountReporter extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const file = options.reporterOption?.output ?? options.reporterOptions?.output;
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}
