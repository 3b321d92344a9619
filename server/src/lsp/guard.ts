import type { CancellationToken } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from './protocol.ts';
import type { Log } from './log.ts';

/** A result, or the reason why there is none. */
export type Answer<R> = R | ResponseError<never>;

/** A request handler as a connection takes it. */
export type Handler<P, R> = (params: P, token: CancellationToken) => Promise<Answer<R>>;

/** How a request handler is guarded. */
export interface GuardOptions<R> {
  readonly log: Log;
  /** A name for the log: `hover`. */
  readonly feature: string;
  /** What is answered when the handler fails. */
  readonly fallback: R;
}

/**
 * Wraps a request handler: a bug in it is logged and answered with the fallback, never with an error, which editors show
 * as a popup. A cancelled request is answered as cancelled, and its handler is not started, or its result dropped.
 */
export function guarded<P, R>(
  { log, feature, fallback }: GuardOptions<R>,
  handler: (params: P, token: CancellationToken) => Answer<R> | Promise<Answer<R>>,
): Handler<P, R> {
  return async (params, token) => {
    const isCancelled = (): boolean => token.isCancellationRequested;
    if (isCancelled()) {
      return cancelled();
    }
    try {
      const result = await handler(params, token);
      return isCancelled() ? cancelled() : result;
    } catch (error) {
      log.bug(feature, error);
      return fallback;
    }
  };
}

/** The same for notifications and timers, which answer nothing. */
export function quietly<A extends readonly unknown[]>(
  log: Log,
  feature: string,
  handler: (...args: A) => unknown,
): (...args: A) => void {
  return (...args) => {
    void (async () => {
      await handler(...args);
    })().catch((error: unknown) => {
      log.bug(feature, error);
    });
  };
}

/** The answer to a request that the client gave up. */
export function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

/** The answer when the document is no longer what the request was about. */
export function contentModified(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.');
}
