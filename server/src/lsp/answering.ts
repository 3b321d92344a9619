import type { CancellationToken } from 'vscode-languageserver';
import type { Analysed } from './analyses.ts';
import { isCompanion } from './documents.ts';
import { guarded, type Handler } from './guard.ts';
import { uriOf } from './params.ts';
import type { Session } from './session.ts';

/** How requests about one document are answered. */
export interface Answering {
  /** From its analysis, after what there is to wait for; with the fallback where there is none. */
  readonly about: <P, R>(
    feature: string,
    fallback: R,
    answer: (analysed: Analysed, params: P) => R | Promise<R>,
    ready?: (uri: string) => Promise<void>,
  ) => Handler<P, R>;
  /** The same for a person's question, which waits until the build context is loaded. */
  readonly asked: <P, R>(
    feature: string,
    answer: (analysed: Analysed, params: P, token: CancellationToken) => R | Promise<R>,
  ) => Handler<P, R | null>;
}

/** Answers from a session. */
export function answeringFrom({ log, documents, contexts, analyses }: Session): Answering {
  const about = <P, R>(
    feature: string,
    fallback: R,
    answer: (analysed: Analysed, params: P) => R | Promise<R>,
    ready?: (uri: string) => Promise<void>,
  ): Handler<P, R> =>
    guarded<P, R>({ log, feature, fallback }, async (params, token) => {
      const uri = uriOf(params);
      await ready?.(uri);
      const analysed = await analyses.of(uri);
      return analysed === undefined || token.isCancellationRequested ? fallback : answer(analysed, params);
    });

  const asked = <P, R>(
    feature: string,
    answer: (analysed: Analysed, params: P, token: CancellationToken) => R | Promise<R>,
  ): Handler<P, R | null> =>
    guarded<P, R | null>({ log, feature, fallback: null }, async (params, token) => {
      const uri = uriOf(params);
      const document = documents.get(uri);
      if (document === undefined || isCompanion(document)) {
        return null;
      }
      await contexts.ready(uri);
      const analysed = await analyses.of(uri);
      return analysed === undefined || token.isCancellationRequested ? null : answer(analysed, params, token);
    });
  return { about, asked };
}
