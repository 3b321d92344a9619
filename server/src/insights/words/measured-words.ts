import type { StepMeasure } from '../../measured/types.ts';
import { shownSize } from '../../rules/size/shown-size.ts';
import { code, plain } from '../text.ts';

/**
 * What a lens says of a real build: `running 12 s` while it goes on, `41 s, 182 MB · last build 2 h ago` afterwards; undefined where
 * there is nothing to say.
 * @param now milliseconds since 1970
 */
export function measureTitle(measure: StepMeasure, now: number): string | undefined {
  if (measure.live) {
    return liveTitle(measure);
  }
  const values = valuesOf(measure);
  if (values.length === 0) {
    return undefined;
  }
  if (measure.stale) {
    return `${values.join(', ')} before it changed`;
  }
  const build = measure.state === undefined ? [] : [`last build ${ago(measure.when, now)}`];
  return [values.join(', '), ...build].join(' · ');
}

/** The same as a sentence for the hover, in Markdown. */
export function measureSentence(measure: StepMeasure, now: number): string | undefined {
  if (measure.live) {
    const title = liveTitle(measure);
    return title && `**Build in progress:** ${title}.`;
  }
  const values = valuesOf(measure);
  if (values.length === 0) {
    return undefined;
  }
  const source = measure.state === undefined ? '**Measured**' : `**Last build** (${ago(measure.when, now)})`;
  const changed = measure.stale
    ? ' This instruction or the files that it reads have changed since, so the next build may measure something else.'
    : '';
  const output =
    measure.output.length === 0
      ? ''
      : ` Its last words: ${code(measure.output[measure.output.length - 1] ?? '', 200)}`;
  return `${source}: ${plain(values.join(', '))}.${changed}${output}`;
}

/** What a failed step is reported as, with the last lines of its output; undefined for a step that did not fail. */
export function failureMessage({ state, live, stale, output }: StepMeasure): string | undefined {
  if (state !== 'failed' || live || stale) {
    return undefined;
  }
  const lines = output.slice(-MAX_OUTPUT);
  return ['The last build failed here.', ...lines].join('\n');
}

/** Lines of output in a message. */
const MAX_OUTPUT = 8;

function liveTitle({ state, seconds }: StepMeasure): string | undefined {
  switch (state) {
    case 'waiting':
      return 'waiting';
    case 'running':
      return `running ${duration(Math.floor(seconds ?? 0))}`;
    case 'cached':
      return 'CACHED';
    case 'done':
      return `done in ${duration(seconds ?? 0)}`;
    case 'failed':
      return `failed after ${duration(seconds ?? 0)}`;
    case 'cancelled':
      return 'cancelled';
    case undefined:
      return undefined;
  }
}

function valuesOf({ state, seconds, bytes: size, cached, image }: StepMeasure): string[] {
  const took = seconds === undefined ? undefined : duration(seconds);
  const time =
    state === 'failed'
      ? `failed${took === undefined ? '' : ` after ${took}`}`
      : state === 'cancelled'
        ? `cancelled${took === undefined ? '' : ` after ${took}`}`
        : cached
          ? `CACHED${took === undefined ? '' : ` (ran ${took})`}`
          : took;
  return [
    ...(time === undefined ? [] : [time]),
    ...(size === undefined ? [] : [`${shownSize(size)}${shownImage(image)}`]),
  ];
}

/** `0.3 s`, `41 s`, `2 min 5 s`, `1 h 3 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) {
    return seconds > 0 && seconds < 0.05 ? '< 0.1 s' : `${Number(seconds.toFixed(1))} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? pair(minutes, 'min', whole % 60, 's')
    : pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function pair(one: number, unit: string, other: number, smaller: string): string {
  return other === 0 ? `${one} ${unit}` : `${one} ${unit} ${other} ${smaller}`;
}

/** `just now`, `5 min ago`, `2 h ago`, `3 days ago`. A clock that was set back is no future. */
export function ago(when: number, now: number): string {
  const minutes = Math.floor((now - when) / 60_000);
  if (minutes < 1) {
    return 'just now';
  }
  if (minutes < 60) {
    return `${minutes} min ago`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

/** Names of images are short, but for those of registries with long paths. */
function shownImage(name: string | undefined): string {
  return name === undefined ? '' : ` in ${name.length > 40 ? `…${name.slice(-39)}` : name}`;
}
