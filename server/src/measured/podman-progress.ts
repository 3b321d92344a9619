import { createLineReader } from './lines.ts';
import { createTail, plainLine } from './tail.ts';
import type { Tail } from './tail.ts';
import type { ProgressReader, StepState, Vertex } from './types.ts';

/**
 * A reader of `podman build`, as Podman 4.3 prints it (buildah's imagebuildah/stage_executor.go): `[1/2] STEP 2/4: RUN make` (without the
 * stage where there is one), what the step writes, `--> Using cache 12c6…` or `--> 12c65740806` at its end. What went wrong comes on the
 * other stream: `Error: building at STEP "RUN make": …`. Nothing is said of when: seconds are those between the lines.
 * @param now milliseconds since 1970
 */
export function createPodmanProgress(now: () => number): PodmanProgress {
  const lines = createLineReader();
  const errors = createLineReader();
  const remarks = createTail();
  const steps: Draft[] = [];
  let current: Draft | undefined;
  let failure: Failure | undefined;

  const markAs = (state: 'done' | 'cached'): void => {
    if (current !== undefined) {
      current.state = state;
      current.ended = now();
    }
  };
  const end = (state: 'done' | 'cached'): void => {
    markAs(state);
    current = undefined;
  };

  const readLine = (line: string): void => {
    if (STEP.test(line)) {
      end('done');
      if (steps.length < MAX_STEPS) {
        const began = now();
        current = {
          name: line,
          began,
          ended: began,
          state: 'running',
          tail: createTail(),
        };
        steps.push(current);
      }
    } else if (CACHED.test(line)) {
      end('cached');
    } else if (DONE.test(line)) {
      end('done');
    } else if (COMMIT.test(line)) {
      // A step that speaks to a database may write the same; then it goes on, and its real end comes later.
      markAs('done');
    } else {
      (current?.tail ?? remarks).add(`${line}\n`);
    }
  };

  const readErrorLine = (line: string): void => {
    if (line.startsWith('Error: ')) {
      remarks.add(`${line}\n`);
    }
    // A program in a step may say that, too.
    if (FAILED.test(line)) {
      failure = { error: line.slice('Error: '.length), time: now() };
    } else {
      current?.tail.add(`${line}\n`);
    }
  };

  return {
    read: (chunk) => shown(lines.read(chunk), readLine),
    readErrors: (chunk) => shown(errors.read(chunk), readErrorLine),
    vertexes: () => steps.map((step) => finished(step, step === current ? failure : undefined)),
    remarks: remarks.lines,
  };
}

/** Reads both streams. */
export type PodmanProgress = ProgressReader & { readonly readErrors: (chunk: string) => string };

const MAX_STEPS = 20_000;

const FAILED = /^Error: (?:error )?building at STEP /;

const STEP = /^(?:\[\d+\/\d+\] )?STEP \d+\/\d+: /;
const CACHED = /^--> Using cache [0-9a-f]{64}$/;
/** The image of a step, which newer ones print only without `--iidfile`. */
const DONE = /^--> [0-9a-f]{11,64}$/;
/** What comes behind the last step. */
const COMMIT = /^(?:\[\d+\/\d+\] )?COMMIT(?: |$)/;

interface Draft {
  readonly name: string;
  readonly began: number;
  ended: number;
  state: StepState;
  readonly tail: Tail;
}

function shown(lines: readonly string[], read: (line: string) => void): string {
  lines.forEach(read);
  return lines.map((line) => `${plainLine(line)}\n`).join('');
}

/** What ended the build, at the step that has not come to its end: it may be told before that step, on a stream of its own. */
interface Failure {
  readonly error: string;
  readonly time: number;
}

function finished({ name, began, ended, state, tail }: Draft, failure: Failure | undefined): Vertex {
  const output = tail.lines();
  if (failure !== undefined) {
    const seconds = Math.max(0, failure.time - began) / 1000;
    return { name, state: 'failed', seconds, since: undefined, output, error: failure.error };
  }
  const isRunning = state === 'running';
  const seconds = state === 'cached' ? undefined : Math.max(0, ended - began) / 1000;
  return { name, state, seconds, since: isRunning ? began : undefined, output, error: undefined };
}
