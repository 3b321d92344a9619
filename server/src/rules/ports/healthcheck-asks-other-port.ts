import { listed } from '../../fixes/moving/words.ts';
import type { Model } from '../../model/types.ts';
import { checkedElsewhere, type CheckedElsewhere } from '../../ports/checked-elsewhere.ts';
import type { Finding, Rule } from '../types.ts';
import { ofEachImage } from '../of-each-image.ts';
import { listensWords } from './listens-words.ts';

const ID = 'ports/healthcheck-asks-other-port';

/** A HEALTHCHECK runs inside of the container: where nobody listens its connection is refused, and it fails (domain.md 5.3). */
export const healthcheckAsksOtherPort: Rule = ofEachImage({
  id: ID,
  summary: 'HEALTHCHECK asks a port on which the program does not listen',
  defaultSeverity: 'warning',
  since: '0.1.0',
  needs: ['context', 'compose'],
  check(facts) {
    const found = checkedElsewhere(facts);
    return found === undefined ? [] : [findingOf(facts.model, found)];
  },
  fixes(facts) {
    const found = checkedElsewhere(facts);
    if (found === undefined) {
      return [];
    }
    const { check, port } = found;
    const places = check.asked.flatMap(({ digits }) => digits ?? []);
    const edits = places.map(({ start, end }) => ({
      start,
      end,
      newText: start === end ? `:${port}` : String(port),
    }));
    return edits.length < check.asked.length
      ? []
      : [
          {
            title: `Ask port ${port} in HEALTHCHECK (review: that the program answers there what is asked)`,
            safety: 'review',
            edits: [{ file: 'dockerfile', edits }],
          },
        ];
  },
});

function findingOf(model: Model, { check, listener, port, ports, sure }: CheckedElsewhere): Finding {
  const { node, asked } = check;
  const { file, span } = listener.portFrom;
  const start = node.instruction.start;
  const numbers = [...new Set(ports)];
  const named = `${numbers.length === 1 ? 'port' : 'ports'} ${listed(numbers.map(String))}`;
  const fails = 'the check fails, and the container counts as unhealthy while the program runs';
  return {
    rule: ID,
    node: node.index,
    span: asked[0]?.span ?? { start, end: start },
    message: `HEALTHCHECK asks ${named} of the container itself, but ${listensWords(model, listener)}: ${sure ? fails : `unless it listens there, too, ${fails}`}. Ask port ${port}.`,
    related: [
      {
        span,
        ...(file.kind !== 'dockerfile' && { file }),
        message: `The port ${port} is written here.`,
      },
    ],
    severity: sure ? undefined : 'information',
    key: 'checked',
  };
}
