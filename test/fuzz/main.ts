import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { TARGETS } from './targets.ts';

/**
 * Gives random input to what must never throw, hang or contradict itself: `npm run fuzz -- --minutes 60`. A failure prints what to
 * type to see it again.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    path: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
  },
});

/** Inputs of one target in a row. */
const ROUND = 100;

/** Milliseconds after which no simpler input is looked for that fails, too. */
const SHRINKING = 60_000;

const end = performance.now() + Number(values.minutes) * 60_000;
const targets = TARGETS.filter(({ name }) => name.includes(values.only));
let seed = Number(values.seed);
let inputs = 0;
process.stdout.write(`seed ${seed}, ${targets.map(({ name }) => name).join(', ')}\n`);
do {
  for (const { name, property } of targets) {
    const { failed, counterexamplePath, counterexample, errorInstance, numRuns } = await fc.check(property, {
      seed,
      numRuns: ROUND,
      interruptAfterTimeLimit: SHRINKING,
      markInterruptAsFailure: false,
      ...(values.path === '' ? {} : { path: values.path }),
    });
    inputs += numRuns;
    if (failed) {
      const message = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : '';
      process.stdout.write(
        [
          `${name} failed after ${inputs} inputs:`,
          ...(Array.isArray(counterexample) ? counterexample : []).map((text) => JSON.stringify(text)),
          message,
          `npm run fuzz -- --seed ${seed} --path ${counterexamplePath ?? ''} --only '${name}'`,
          '',
        ].join('\n'),
      );
      process.exit(1);
    }
  }
  seed++;
} while (performance.now() < end && values.path === '');
process.stdout.write(`${inputs} inputs, nothing found; the next seed is ${seed}\n`);
