import type { CancellationToken, Diagnostic } from 'vscode-languageserver';
import type {
  BuildOutputParams,
  BuildResult,
  CompareImageResult,
  ImagesResult,
  PastBuildsResult,
} from '../../../../shared/wire.ts';
import type { StepMeasure } from '../../measured/types.ts';
import type { Analysed } from '../analyses.ts';
import { compareWithImage, imagesFor } from './compare-image.ts';
import { createMeasurementStore } from './measurement-store.ts';
import { pastBuildsFor, usePastBuild } from './past-builds.ts';
import { runBuildOf } from './run-build.ts';
import type { Disk, Engine } from '../runtime.ts';

/** What builds and images have measured, and the builds that run. */
export interface Builds {
  /** What is known of the steps of a document as it is now, by node index. */
  measures(analysed: Analysed): ReadonlyMap<number, StepMeasure>;
  /** Files were written to: what reads them is no longer as it was measured. */
  touch(places: readonly string[]): void;
  /** Where the last build failed. */
  failures(analysed: Analysed): Diagnostic[];
  /** Builds what is in the document now; it must have been saved. */
  build(analysed: Analysed, params: unknown, token: CancellationToken): Promise<BuildResult>;
  images(analysed: Analysed, params: unknown, token: CancellationToken): Promise<ImagesResult>;
  compare(analysed: Analysed, params: unknown, token: CancellationToken): Promise<CompareImageResult>;
  /** The builds of a document that the builder remembers, whoever started them. */
  past(analysed: Analysed, params: unknown, token: CancellationToken): Promise<PastBuildsResult>;
  /** Takes what one of them did as what the last build did. */
  usePast(analysed: Analysed, params: unknown, token: CancellationToken): Promise<CompareImageResult>;
}

/** What builds need. */
export interface BuildsOptions {
  /** Undefined where nothing may be run: there is no engine, or nobody trusts the workspace. */
  readonly engine: Engine | undefined;
  readonly disk: Disk | undefined;
  /** What was measured in earlier sessions, as it came: by a document's URI. */
  readonly remembered: unknown;
  /** Steps have come on: annotations may be others. Called about once a second at most. */
  readonly onProgress: () => void;
  /** A build has ended, or an image was compared. */
  readonly onMeasured: () => void;
  readonly onOutput: (output: BuildOutputParams) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Makes a store that starts with what was remembered; malformed parts are passed over. Nothing is run before it is asked for. */
export function createBuilds(options: BuildsOptions): Builds {
  const { engine, disk, remembered, onProgress, onMeasured, onOutput, clock } = options;
  const store = createMeasurementStore({ remembered, clock });
  const needs = { engine, disk, store, clock };

  const told = async <R extends { readonly measurements: unknown }>(answer: Promise<R>): Promise<R> => {
    const result = await answer;
    if (result.measurements !== null) {
      onMeasured();
    }
    return result;
  };

  return {
    measures: (analysed) => store.measures(analysed),
    failures: (analysed) => store.failures(analysed),
    touch: (places) => {
      if (store.touch(places)) {
        onProgress();
      }
    },
    build: (analysed, params, token) =>
      runBuildOf(analysed, params, { ...needs, token, onProgress, onMeasured, onOutput }),
    images: (analysed, params, token) => imagesFor(analysed, params, { ...needs, token }),
    compare: (analysed, params, token) => told(compareWithImage(analysed, params, { ...needs, token })),
    past: (analysed, params, token) => pastBuildsFor(analysed, params, { ...needs, token }),
    usePast: (analysed, params, token) => told(usePastBuild(analysed, params, { ...needs, token })),
  };
}
