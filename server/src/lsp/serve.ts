import { answeringFrom } from './answering.ts';
import { answerEditor } from './editor-requests.ts';
import { followClient } from './follow-client.ts';
import { answerOwnClient } from './own-requests.ts';
import { createSession, type SessionOptions } from './session.ts';
import { turn } from '../workspace/slices.ts';

/** Starts a session and answers its client. Called once, while `initialize` is handled. */
export function serve(options: SessionOptions): void {
  const session = createSession(options);
  followClient(session);
  const answering = answeringFrom(session);
  answerEditor(session, answering);
  answerOwnClient(session, answering);
  void turn().then(() => options.runtime.getReady?.());
}
