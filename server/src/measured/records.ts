import type { ContextSnapshot } from '../context/types.ts';
import type { Model, Node } from '../model/types.ts';
import { readsAny, stepKeys } from './step-keys.ts';
import type { Measurements, StepMeasure, StepRecord, StepState } from './types.ts';
import type { BuiltStep } from './vertex-steps.ts';

/**
 * What is kept of a build that has ended, or still runs: a record a step that it looked at. How long a step took that came from the
 * cache now, and its bytes, are taken over from the records before where nothing has changed since. Of a build that has ended, steps that
 * it never came to keep what was known of them.
 */
export function recordsOf(
  steps: ReadonlyMap<number, BuiltStep>,
  { model, context, before, now, running }: RecordOptions,
): readonly StepRecord[] {
  const old = new Map((before?.steps ?? []).map((record) => [record.key, record]));
  return stepKeys(model, context).flatMap(({ node, ...key }): StepRecord[] => {
    const step = steps.get(node);
    const same = old.get(key.key);
    if (step === undefined || (step.state === 'waiting' && !running)) {
      return same === undefined || running ? [] : [same];
    }
    const isKept = same?.selection === key.selection && !isOtherwise(same, key) && step.state === 'cached';
    const kept = isKept ? same : undefined;
    const { output, error, since } = step;
    const state = step.state === 'running' && !running ? 'cancelled' : step.state;
    const seconds = since === undefined ? step.seconds : (now - since) / 1000;
    const said = output.length > 0 || error === undefined ? output : [error];
    return [
      {
        ...key,
        when: now,
        state,
        seconds: seconds === undefined ? kept?.seconds : Math.max(0, seconds),
        bytes: kept?.bytes,
        image: kept?.image,
        output: state === 'failed' ? said : undefined,
      },
    ];
  });
}

/** What records are made with. */
export interface RecordOptions {
  /** Of the text that is built. */
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  /** What was known before. */
  readonly before: Measurements | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** False when the build has ended. */
  readonly running: boolean;
}

/** The same records with the bytes of an image's layers, by node index; steps of which nothing was known get a record. */
export function withBytes(
  records: readonly StepRecord[],
  bytes: ReadonlyMap<number, number>,
  { model, context, image, now }: BytesOptions,
): readonly StepRecord[] {
  const old = new Map(records.map((record) => [record.key, record]));
  return stepKeys(model, context).flatMap(({ node, ...key }): StepRecord[] => {
    const record = old.get(key.key);
    const size = bytes.get(node);
    if (size === undefined) {
      return record === undefined ? [] : [record];
    }
    // With which values of variables the image was made is not known.
    return [{ ...(record ?? { ...key, variables: undefined, when: now }), bytes: size, image }];
  });
}

/** What records get bytes with. */
export interface BytesOptions extends Pick<RecordOptions, 'model' | 'context' | 'now'> {
  /** The image that a person compared with; undefined for that of the build itself. */
  readonly image?: string | undefined;
}

/** What is known of the steps of a Dockerfile as it is now, by node index. `live`: the build still runs. */
export function measuresOf(
  { steps }: Measurements,
  { model, context, touched, live = false }: MeasuresOptions,
): ReadonlyMap<number, StepMeasure> {
  const keys = stepKeys(model, context);
  const byKey = new Map(steps.map((record) => [record.key, record]));
  const current = new Set(keys.map(({ key }) => key));
  // Another text at the same place is what the step has become, unless that text has moved.
  const byPlace = new Map(
    steps.flatMap((record) => (current.has(record.key) ? [] : [[record.place, record] as const])),
  );
  const measures = new Map<number, StepMeasure>();
  for (const { node, ...own } of keys) {
    const { key, place, selection } = own;
    const same = byKey.get(key);
    const record = same ?? byPlace.get(place);
    if (record !== undefined) {
      // Before the context is loaded nothing is known of its files; that is no change.
      const changed = selection !== '' && record.selection !== '' && record.selection !== selection;
      const { state, seconds, bytes, image, when, output = [] } = record;
      measures.set(node, {
        node,
        offset: model.nodes[node]?.instruction.start ?? 0,
        ...{ state, seconds, bytes, cached: state === 'cached', when, image, output, live },
        stale:
          same === undefined ||
          changed ||
          isOtherwise(record, own) ||
          isTouched(model.nodes[node], record.when, { context, touched }),
      });
    }
  }
  return measures;
}

/** Whether variables that a step names are known to have had other values. */
function isOtherwise({ variables }: StepRecord, own: Pick<StepRecord, 'variables'>): boolean {
  return variables !== undefined && variables !== own.variables;
}

function isTouched(
  node: Node | undefined,
  when: number,
  { context, touched }: Pick<MeasuresOptions, 'context' | 'touched'>,
): boolean {
  if (node === undefined || context === undefined || touched === undefined || touched.size === 0) {
    return false;
  }
  const later = [...touched].flatMap(([path, time]) => (time > when ? [path] : []));
  return later.length > 0 && readsAny(node, context, new Set(later));
}

/** What measures are made with. */
export interface MeasuresOptions {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  readonly live?: boolean | undefined;
  /** Paths of the context that were written to, and when: a change that leaves the size is seen by nothing else. */
  readonly touched?: ReadonlyMap<string, number> | undefined;
}

const STATES: ReadonlySet<unknown> = new Set<StepState>([
  'waiting',
  'running',
  'cached',
  'done',
  'failed',
  'cancelled',
]);

/** Reads what was kept in an earlier session; undefined for anything that is no such thing. Never throws. */
export function measurementsFrom(value: unknown): Measurements | undefined {
  const { steps } = recordFrom(value);
  if (!Array.isArray(steps)) {
    return undefined;
  }
  return { steps: (steps as unknown[]).flatMap((step) => stepFrom(step) ?? []) };
}

function stepFrom(value: unknown): StepRecord | undefined {
  const { key, place, selection, variables, when, state, seconds, bytes, image, output } = recordFrom(value);
  if (typeof key !== 'string' || typeof place !== 'string' || typeof selection !== 'string') {
    return undefined;
  }
  return {
    ...{ key, place, selection, when: numberFrom(when) ?? 0 },
    variables: typeof variables === 'string' ? variables : undefined,
    state: STATES.has(state) ? (state as StepState) : undefined,
    seconds: numberFrom(seconds),
    bytes: numberFrom(bytes),
    image: typeof image === 'string' ? image : undefined,
    output: Array.isArray(output)
      ? (output as unknown[]).filter((line) => typeof line === 'string')
      : undefined,
  };
}

function numberFrom(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined;
}

function recordFrom(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
