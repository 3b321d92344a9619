import {
  BUILD_REQUEST,
  COMPARE_IMAGE_REQUEST,
  CONTEXT_CHOICES_REQUEST,
  COPIED_FILES_REQUEST,
  DOCKER_RUN_REQUEST,
  PUBLISH_CHOICES_REQUEST,
  LAYER_STACK_REQUEST,
  IMAGES_REQUEST,
  PAST_BUILDS_REQUEST,
  PICK_CONTEXT_REQUEST,
  SUMMARY_REQUEST,
  USE_PAST_BUILD_REQUEST,
  WHAT_IF_CHOICES_REQUEST,
  WHAT_IF_REQUEST,
} from '../../../shared/wire.ts';
import type {
  BuildParams,
  BuildResult,
  CompareImageParams,
  CompareImageResult,
  ContextChoices,
  CopiedFilesParams,
  CopiedFilesResult,
  DockerRunParams,
  DockerRunResult,
  LayerStackParams,
  LayerStackResult,
  ImagesResult,
  PastBuildsResult,
  PickContextParams,
  PublishChoicesParams,
  PublishChoicesResult,
  PickContextResult,
  SummaryParams,
  SummaryResult,
  UsePastBuildParams,
  WhatIfChoices,
  WhatIfParams,
  WhatIfResult,
} from '../../../shared/wire.ts';
import type { Answering } from './answering.ts';
import { contextChoicesOf, pickedContext } from './contexts/context-choices.ts';
import { copiedFilesResult } from './copied-files.ts';
import { dockerRunResult } from './docker-run.ts';
import { guarded } from './guard.ts';
import { layerStackResult } from './layer-stack.ts';
import { uriOf } from './params.ts';
import { publishChoicesOf } from './publish-choices.ts';
import type { Session } from './session.ts';
import { recordFrom } from './settings/settings.ts';
import { summaryOf } from './summary.ts';
import { whatIfChoicesOf, whatIfResult } from './what-if.ts';

/** Answers what only Strata's own clients ask (shared/wire.ts). */
export function answerOwnClient(session: Session, { about, asked }: Answering): void {
  const { connection, runtime, log, documents, picks, contexts } = session;
  const { others, diagnosticOptions, builds, shared, placesOf, onNeighbours } = session;

  connection.onRequest(
    SUMMARY_REQUEST,
    about<SummaryParams, SummaryResult | null>('summary', null, (analysed) => summaryOf(analysed)),
  );
  connection.onRequest(
    LAYER_STACK_REQUEST,
    about<LayerStackParams, LayerStackResult | null>('layer stack', null, async (analysed, { width }) =>
      layerStackResult(analysed, {
        measures: builds().measures(analysed),
        shared: await shared().of(analysed),
        width,
      }),
    ),
  );
  connection.onRequest(
    DOCKER_RUN_REQUEST,
    about<DockerRunParams, DockerRunResult | null>('docker run', null, (analysed, { ports }) =>
      dockerRunResult(analysed, ports),
    ),
  );
  connection.onRequest(
    PUBLISH_CHOICES_REQUEST,
    asked<PublishChoicesParams, PublishChoicesResult>('publish port', (analysed, { line }) =>
      publishChoicesOf(analysed, line, others),
    ),
  );
  connection.onRequest(
    WHAT_IF_REQUEST,
    asked<WhatIfParams, WhatIfResult | null>('what-if', (analysed, { change }) =>
      whatIfResult(analysed, change, { runtime, measures: builds().measures(analysed) }),
    ),
  );
  connection.onRequest(
    WHAT_IF_CHOICES_REQUEST,
    asked<SummaryParams, WhatIfChoices>('what-if choices', (analysed) => whatIfChoicesOf(analysed)),
  );
  connection.onRequest(
    CONTEXT_CHOICES_REQUEST,
    asked<SummaryParams, ContextChoices | null>('build contexts', (analysed) =>
      contextChoicesOf(analysed, placesOf(analysed.uri)),
    ),
  );
  connection.onRequest(
    PICK_CONTEXT_REQUEST,
    guarded<PickContextParams, PickContextResult>(
      { log, feature: 'build context', fallback: { kind: 'picked', id: null } },
      async (pickParams) => {
        const uri = uriOf(pickParams);
        const result = pickedContext(recordFrom(pickParams)['pick'], placesOf(uri));
        if (result.kind === 'picked' && documents.get(uri) !== undefined) {
          picks.set(uri, result.id);
          onNeighbours();
          contexts.reload(uri);
          await contexts.ready(uri);
        }
        return result;
      },
    ),
  );
  connection.onRequest(
    BUILD_REQUEST,
    asked<BuildParams, BuildResult>('build', (analysed, buildParams, token) =>
      builds().build(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    IMAGES_REQUEST,
    asked<BuildParams, ImagesResult>('images', (analysed, buildParams, token) =>
      builds().images(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    COMPARE_IMAGE_REQUEST,
    asked<CompareImageParams, CompareImageResult>('image', (analysed, imageParams, token) =>
      builds().compare(analysed, imageParams, token),
    ),
  );
  connection.onRequest(
    PAST_BUILDS_REQUEST,
    asked<BuildParams, PastBuildsResult>('past builds', (analysed, buildParams, token) =>
      builds().past(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    USE_PAST_BUILD_REQUEST,
    asked<UsePastBuildParams, CompareImageResult>('past build', (analysed, pastParams, token) =>
      builds().usePast(analysed, pastParams, token),
    ),
  );
  connection.onRequest(
    COPIED_FILES_REQUEST,
    asked<CopiedFilesParams, CopiedFilesResult>('copied files', (analysed, { line }) =>
      copiedFilesResult(analysed, line, diagnosticOptions),
    ),
  );
}
