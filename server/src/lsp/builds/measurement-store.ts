import type { Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from '../protocol.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { failureMessage } from '../../insights/words/measured-words.ts';
import { measuresOf, measurementsFrom, recordsOf } from '../../measured/records.ts';
import type { Measurements, StepMeasure, Vertex } from '../../measured/types.ts';
import { builtSteps } from '../../measured/vertex-steps.ts';
import type { Model } from '../../model/types.ts';
import type { Analysed } from '../analyses.ts';
import { SOURCE } from '../diagnostics/diagnostics.ts';
import { rangeOf } from '../ranges.ts';
import { recordFrom } from '../settings/settings.ts';

/** What builds and images have measured, by a document's URI. */
export interface MeasurementStore {
  /** What is kept of a document. */
  get(uri: string): Measurements | undefined;
  set(uri: string, measurements: Measurements): void;
  /** The build that runs of a document. */
  readonly running: Map<string, Running>;
  /** What is known of the steps of a document as it is now, by node index. */
  measures(analysed: Analysed): ReadonlyMap<number, StepMeasure>;
  /** Where the last build failed. */
  failures(analysed: Analysed): Diagnostic[];
  /** Files were written to: what reads them is no longer as it was measured. False where that was to be expected. */
  touch(places: readonly string[]): boolean;
  /** A build begins: what editors tell of files that were saved for it is no change. */
  begin(): void;
  /** A build has ended that began then: nobody knows which content of a file was built that was written to meanwhile. */
  end(started: number): void;
}

/** A build that runs. */
export interface Running {
  readonly model: Model;
  readonly context: ContextSnapshot | undefined;
  vertexes: () => readonly Vertex[];
}

/** What a store begins with. */
export interface StoreOptions {
  /** What was measured in earlier sessions, as it came: by a document's URI. Malformed parts are passed over. */
  readonly remembered: unknown;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The code of the diagnostic at a step that failed. */
const FAILED = 'build/failed';

/** Milliseconds by which an editor's word of a changed file may come late. */
const LATE = 2000;

/** Files that are remembered to have been written to; the oldest are forgotten beyond so many. */
const MAX_TOUCHED = 2000;

const NONE: ReadonlyMap<number, StepMeasure> = new Map();

/** Makes a store. */
export function createMeasurementStore({ remembered, clock }: StoreOptions): MeasurementStore {
  const known = new Map<string, Measurements>();
  const running = new Map<string, Running>();
  const touched = new Map<string, number>();
  let lastStart = -Infinity;
  for (const [uri, value] of Object.entries(recordFrom(remembered))) {
    const measurements = measurementsFrom(value);
    if (measurements !== undefined) {
      known.set(uri, measurements);
    }
  }

  /** What was written to below a context, by paths in it. */
  const touchedIn = (root: string | undefined): ReadonlyMap<string, number> => {
    const folder = `${root?.replace(/\/$/, '') ?? ''}/`;
    return new Map(
      [...touched].flatMap(([place, time]) =>
        place.startsWith(folder) ? [[place.slice(folder.length), time] as const] : [],
      ),
    );
  };

  const measures: MeasurementStore['measures'] = ({ uri, analysis, contextRoot }) => {
    const { model, facts } = analysis;
    const live = running.get(uri);
    const before = known.get(uri);
    if (live === undefined) {
      return before === undefined
        ? NONE
        : measuresOf(before, { model, context: facts.context, touched: touchedIn(contextRoot) });
    }
    const steps = recordsOf(builtSteps(live.model, live.vertexes()), {
      ...{ model: live.model, context: live.context, before, now: clock(), running: true },
    });
    return measuresOf({ steps }, { model, context: facts.context, live: true });
  };

  return {
    get: (uri) => known.get(uri),
    set: (uri, measurements) => {
      known.set(uri, measurements);
    },
    running,
    measures,
    failures: (analysed) => {
      const { file, nodes } = analysed.analysis.model;
      return [...measures(analysed).values()].flatMap((measure): Diagnostic[] => {
        const message = failureMessage(measure);
        const instruction = nodes[measure.node]?.instruction;
        if (message === undefined || instruction === undefined) {
          return [];
        }
        const { start, keyword } = instruction;
        const range = rangeOf(file, { start, end: start + keyword.length });
        return [{ range, severity: DiagnosticSeverity.Error, code: FAILED, source: SOURCE, message }];
      });
    },
    touch: (places) => {
      const now = clock();
      // Editors tell late: this is what was saved to be built.
      if (now - lastStart < LATE) {
        return false;
      }
      for (const place of places) {
        touched.delete(place);
        touched.set(place, now);
      }
      for (const place of [...touched.keys()].slice(0, Math.max(0, touched.size - MAX_TOUCHED))) {
        touched.delete(place);
      }
      return known.size > 0;
    },
    begin: () => {
      lastStart = clock();
    },
    end: (started) => {
      const now = clock();
      for (const [place, time] of touched) {
        if (time >= started) {
          touched.set(place, now + 1);
        }
      }
    },
  };
}
