import { performance } from 'node:perf_hooks';
import { median, rounded } from './statistics.mjs';

/** Shapes of Dockerfiles of some length, each with a change near its top. */
const SHAPES = {
  runs: (count) => ['FROM a', 'COPY . .', ...steps(count, (at) => `RUN step ${at}`)],
  copies: (count) => ['FROM a', ...steps(count, (at) => `COPY src/file-${at} /app/${at}`)],
  variables: (count) => [
    'FROM a',
    ...steps(count, (at) => (at % 2 ? `RUN echo $V${at - 1}` : `ENV V${at}=${at}`)),
  ],
  stages: (count) =>
    steps(count, (at) =>
      at % 4 === 0
        ? `FROM ${at > 0 && at % 8 === 0 ? `s${at - 8}` : 'a'} AS s${at}`
        : at % 4 === 1 && at > 8
          ? `COPY --from=s${at - 5} /out /in`
          : `RUN step ${at}`,
    ),
};

function steps(count, make) {
  return Array.from({ length: count }, (_, at) => make(at));
}

/** Milliseconds of cache graphs and verdicts for short and long Dockerfiles, and the exponent with which they grow. */
export function measureGraph({ compare, parse, buildModel }, { rounds, short = 50, long = 5000 }) {
  return Object.entries(SHAPES).map(([shape, linesOf]) => {
    const times = { [short]: [], [long]: [] };
    for (let round = 0; round <= rounds; round += 1) {
      for (const count of [short, long]) {
        // Short ones are done many times over, so that the clock can tell.
        const repeats = Math.ceil(long / count / 10);
        const start = performance.now();
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          compareOnce({ compare, parse, buildModel }, linesOf(count));
        }
        if (round > 0) {
          times[count].push((performance.now() - start) / repeats);
        }
      }
    }
    const [few, many] = [median(times[short]), median(times[long])];
    return {
      shape,
      shortMs: rounded(few),
      longMs: rounded(many),
      exponent: rounded(Math.log(many / few) / Math.log(long / short)),
    };
  });
}

const CONTEXT = {
  label: '.',
  dockerfile: 'Dockerfile',
  entries: new Map([
    ['src', { kind: 'directory' }],
    ...Array.from({ length: 5000 }, (_, at) => [`src/file-${at}`, { kind: 'file', size: 1 }]),
  ]),
  closed: new Set(),
  complete: true,
  texts: new Map(),
  ignore: undefined,
};

function compareOnce({ compare, parse, buildModel }, lines) {
  const state = (content) => ({
    model: buildModel(parse(`${lines.join('\n')}\n`)),
    context: { ...CONTEXT },
    contents: (path) => ({ content: path === 'src/file-1' ? content : '', mode: 0o644 }),
  });
  const { steps: verdicts } = compare(state('before'), state('after'));
  if (verdicts.length === 0) {
    throw new Error('There are no verdicts.');
  }
}
