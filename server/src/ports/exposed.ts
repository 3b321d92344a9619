import { stateAt } from '../model/state.ts';
import type { ExposeToken, Model, Node } from '../model/types.ts';
import { exposeWords } from './host-parts.ts';
import { chainOf, nodesOf } from './listens/stage-chain.ts';
import type { Port } from './types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';

/** One port specification of an EXPOSE that the final image has. */
export interface Exposed {
  readonly node: Node;
  readonly token: ExposeToken;
  /** As it is written in the Dockerfile. */
  readonly written: string;
}

/**
 * What EXPOSE names along the FROM chain of the final image, in order; what BuildKit refuses or drops is not in it.
 */
export const exposedBy = rememberedWith((model: Model): readonly Exposed[] => {
  const chain = model.target === undefined ? [] : chainOf(model, model.target);
  return nodesOf(model, chain).flatMap((node) =>
    node.detail.kind === 'expose' ? exposedAt(model, node) : [],
  );
});

function exposedAt({ file }: Model, node: Node): readonly Exposed[] {
  return exposeWords(file, node).flatMap(({ argument, tokens }) =>
    tokens.filter(({ ports }) => ports.length > 0).map((token) => ({ node, token, written: argument.text })),
  );
}

/** The ports that a specification names. */
export function portsOfToken({ ports }: ExposeToken): readonly Port[] {
  return ports.map(({ port, ...rest }) => ({ first: port, ...rest }));
}

/** Whether a specification names a TCP port, perhaps as part of a range. */
export function names({ token }: Exposed, port: number): boolean {
  return token.ports.some((range) => range.protocol === 'tcp' && range.port <= port && port <= range.last);
}

/** False where a build argument decides it. An ENV with a constant is as good as the number. */
export function isConstant(model: Model, { node, written }: Exposed): boolean {
  if (!written.includes('$')) {
    return true;
  }
  const state = stateAt(model, node.index);
  const used = [...written.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? '');
  return state !== undefined && used.every((name) => state.env.has(name) && !state.args.has(name));
}
