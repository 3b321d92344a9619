import { createLineReader } from './lines.ts';
import { createTail, plainLine } from './tail.ts';
import type { Tail } from './tail.ts';
import type { ProgressReader, StepState, Vertex } from './types.ts';

/**
 * A reader of `docker buildx build --progress=plain` (util/progress/progressui in BuildKit), for a buildx that has no rawjson:
 * `#5 [2/4] RUN npm ci`, `#5 0.231 output`, then `#5 DONE 1.1s`, `#5 CACHED`, `#5 ERROR: …` or `#5 CANCELED`.
 */
export function createPlainProgress(): ProgressReader {
  const lines = createLineReader();
  const remarks = createTail();
  const vertexes = new Map<string, Draft>();

  const readLine = (line: string): void => {
    const [, number = '', text = ''] = NUMBERED.exec(line) ?? [];
    const draft = vertexes.get(number);
    if (number === '' || number === '0' || (draft === undefined && vertexes.size >= MAX_VERTEXES)) {
      remarks.add(`${line}\n`);
      return;
    }
    if (draft === undefined) {
      vertexes.set(number, {
        name: text,
        state: 'running',
        seconds: undefined,
        error: undefined,
        tail: createTail(),
      });
      return;
    }
    readPart(draft, text);
  };

  return {
    read: (chunk) => {
      const complete = lines.read(chunk);
      complete.forEach(readLine);
      return complete.map((line) => `${plainLine(line)}\n`).join('');
    },
    vertexes: () => [...vertexes.values()].map(finished),
    remarks: remarks.lines,
  };
}

const MAX_VERTEXES = 20_000;

const NUMBERED = /^#(\d+) (.*)$/;

interface Draft {
  readonly name: string;
  state: StepState;
  seconds: number | undefined;
  error: string | undefined;
  readonly tail: Tail;
}

function readPart(draft: Draft, text: string): void {
  const [, seconds, output] = /^(\d+\.\d+) (.*)$/.exec(text) ?? [];
  const [, took] = /^DONE (\d+\.\d+)s$/.exec(text) ?? [];
  if (output !== undefined) {
    draft.seconds = Number(seconds);
    draft.tail.add(`${output}\n`);
  } else if (took !== undefined) {
    draft.state = 'done';
    draft.seconds = Number(took);
  } else if (text === 'CACHED') {
    draft.state = 'cached';
  } else if (text === 'CANCELED') {
    draft.state = 'cancelled';
  } else if (text.startsWith('ERROR: ')) {
    draft.state = 'failed';
    draft.error = text.slice('ERROR: '.length);
  }
}

function finished({ name, state, seconds, error, tail }: Draft): Vertex {
  return {
    name,
    state,
    seconds: state === 'cached' ? undefined : seconds,
    since: undefined,
    output: tail.lines(),
    error,
  };
}
