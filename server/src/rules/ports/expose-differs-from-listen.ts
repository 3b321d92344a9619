import { listed } from '../../fixes/moving/words.ts';
import { contradiction, type Contradiction } from '../../ports/contradiction.ts';
import type { Model } from '../../model/types.ts';
import type { Finding, Related, Rule } from '../types.ts';
import { ofEachImage } from '../of-each-image.ts';
import { listensWords } from './listens-words.ts';

const ID = 'ports/expose-differs-from-listen';

/** EXPOSE names one port and the program listens on another: literal on both sides (domain.md 5.3). */
export const exposeDiffersFromListen: Rule = ofEachImage({
  id: ID,
  summary: 'EXPOSE names another port than the one that the program listens on',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context', 'compose'],
  check(facts) {
    const found = contradiction(facts);
    return found === undefined ? [] : [findingOf(facts.model, found)];
  },
  fixes(facts) {
    const found = contradiction(facts);
    const only = found?.exposed.length === 1 ? found.exposed[0] : undefined;
    if (
      found === undefined ||
      found.inCompose ||
      only === undefined ||
      !/^\d+(\/tcp)?$/i.test(only.written)
    ) {
      return [];
    }
    const digits = only.written.replace(/\D.*$/, '');
    const start = only.node.instruction.start + only.token.span.start;
    return [
      {
        title: `Change EXPOSE ${digits} to ${found.port} (review: ${found.listener.presumed ?? 'scripts that read the exposed port'})`,
        safety: 'review',
        edits: [
          { file: 'dockerfile', edits: [{ start, end: start + digits.length, newText: String(found.port) }] },
        ],
      },
    ];
  },
});

function findingOf(model: Model, { exposed, listener, port, inCompose }: Contradiction): Finding {
  const [first] = exposed;
  const { portFrom, presumed } = listener;
  const start = (first?.node.instruction.start ?? 0) + (first?.token.span.start ?? 0);
  const end = (first?.node.instruction.start ?? 0) + (first?.token.span.end ?? 0);
  const named = [...new Set(exposed.map(({ token }) => token.text))].slice(0, 3);
  const related: Related = {
    span: portFrom.span,
    ...(portFrom.file.kind !== 'dockerfile' && { file: portFrom.file }),
    message: `The port ${port} is written here.`,
  };
  const against = `EXPOSE names ${listed(named)}, but`;
  const listens = listensWords(model, listener);
  return {
    rule: ID,
    node: first?.node.index ?? 0,
    span: { start, end },
    message: inCompose
      ? `${against} as Compose starts it ${listens}. If the image by itself listens on what it exposes, both are right; if not, expose ${port}.`
      : presumed !== undefined
        ? `${against} ${listens}: tools that read the port from the image then find nothing there. Name the same port in both.`
        : `${against} ${listens}: tools that read the port from the image find nothing there. Expose ${port} instead, or change the port of the program.`,
    related: [related],
    severity: inCompose || presumed !== undefined ? 'information' : undefined,
    key: 'differs',
  };
}
