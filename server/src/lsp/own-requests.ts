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
import { guarded } from './guard.ts';
import { uriOf } from './params.ts';
import type { Session } from './session.ts';
import { recordFrom } from './settings.ts';

/** Answers what only Strata's own clients ask (shared/wire.ts). */
export function answerOwnClient(session: Session, { about, asked }: Answering): void {
  const { connection, runtime, log, documents, picks, features, contexts } = session;
  const { others, diagnosticOptions, builds, shared, placesOf, onNeighbours } = session;

  connection.onRequest(
    SUMMARY_REQUEST,
    about<SummaryParams, SummaryResult | null>('summary', null, (analysed, _params, { summaryOf }) =>
      summaryOf(analysed),
    ),
  );
  connection.onRequest(
    LAYER_STACK_REQUEST,
    about<SummaryParams, LayerStackResult | null>('layer stack', null, async (analysed, _params, loaded) =>
      loaded.layerStackResult(analysed, builds(loaded).measures(analysed), await shared(loaded).of(analysed)),
    ),
  );
  connection.onRequest(
    DOCKER_RUN_REQUEST,
    about<DockerRunParams, DockerRunResult | null>(
      'docker run',
      null,
      (analysed, { ports }, { dockerRunResult }) => dockerRunResult(analysed, ports),
    ),
  );
  connection.onRequest(
    PUBLISH_CHOICES_REQUEST,
    asked<PublishChoicesParams, PublishChoicesResult>(
      'publish port',
      (analysed, { line }, { publishChoicesOf }) => publishChoicesOf(analysed, line, others),
    ),
  );
  connection.onRequest(
    WHAT_IF_REQUEST,
    asked<WhatIfParams, WhatIfResult | null>('what-if', (analysed, { change }, loaded) =>
      loaded.whatIfResult(analysed, change, { runtime, measures: builds(loaded).measures(analysed) }),
    ),
  );
  connection.onRequest(
    WHAT_IF_CHOICES_REQUEST,
    asked<SummaryParams, WhatIfChoices>('what-if choices', (analysed, _params, { whatIfChoicesOf }) =>
      whatIfChoicesOf(analysed),
    ),
  );
  connection.onRequest(
    CONTEXT_CHOICES_REQUEST,
    asked<SummaryParams, ContextChoices | null>('build contexts', (analysed, _params, { contextChoicesOf }) =>
      contextChoicesOf(analysed, placesOf(analysed.uri)),
    ),
  );
  connection.onRequest(
    PICK_CONTEXT_REQUEST,
    guarded<PickContextParams, PickContextResult>(
      { log, feature: 'build context', fallback: { kind: 'picked', id: null } },
      async (pickParams) => {
        const uri = uriOf(pickParams);
        const { pickedContext } = await features();
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
    asked<BuildParams, BuildResult>('build', (analysed, buildParams, loaded, token) =>
      builds(loaded).build(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    IMAGES_REQUEST,
    asked<BuildParams, ImagesResult>('images', (analysed, buildParams, loaded, token) =>
      builds(loaded).images(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    COMPARE_IMAGE_REQUEST,
    asked<CompareImageParams, CompareImageResult>('image', (analysed, imageParams, loaded, token) =>
      builds(loaded).compare(analysed, imageParams, token),
    ),
  );
  connection.onRequest(
    PAST_BUILDS_REQUEST,
    asked<BuildParams, PastBuildsResult>('past builds', (analysed, buildParams, loaded, token) =>
      builds(loaded).past(analysed, buildParams, token),
    ),
  );
  connection.onRequest(
    USE_PAST_BUILD_REQUEST,
    asked<UsePastBuildParams, CompareImageResult>('past build', (analysed, pastParams, loaded, token) =>
      builds(loaded).usePast(analysed, pastParams, token),
    ),
  );
  connection.onRequest(
    COPIED_FILES_REQUEST,
    asked<CopiedFilesParams, CopiedFilesResult>('copied files', (analysed, { line }, { copiedFilesResult }) =>
      copiedFilesResult(analysed, line, diagnosticOptions),
    ),
  );
}
