import type { Node } from '../../model/types.ts';
import { composeTitles } from '../words/compose-words.ts';
import { listed, shorten } from '../text.ts';
import type { Analysis } from '../types.ts';

/** What an EXPOSE documents. That it publishes nothing is told where nobody does it for it; `lost` says what takes it back. */
export function exposeParts(analysis: Analysis, node: Node, lost: string): string[] {
  const compose = lost === '' ? composeTitles(analysis, node) : [];
  return [exposeTitle(node, compose.length > 0 ? '' : ', publishes nothing'), ...compose, lost];
}

function exposeTitle(node: Node, publishes: string): string {
  const { tokens, open } = node.detail.kind === 'expose' ? node.detail : { tokens: [], open: [] };
  const refused = tokens.find((token) => token.error !== undefined);
  if (refused) {
    return `BuildKit refuses ${shorten(refused.text, 30)}: ${refused.error ?? ''}`;
  }
  const ports = new Set(
    tokens.flatMap((token) =>
      token.ports.map(
        ({ port, last, protocol }) => `${port === last ? port : `${port}-${last}`}/${protocol}`,
      ),
    ),
  );
  const documented = [...ports, ...open.map(({ text }) => shorten(text, 30))];
  return documented.length === 0
    ? 'documents no port: the variable has no value here'
    : `documents ${listed(documented, 4)}${publishes}`;
}
