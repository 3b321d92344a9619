import { targetChain } from '../model/target-chain.ts';
import type { Instruction } from '../syntax/types.ts';
import type { Facts } from './types.ts';

/** Instructions that are of use in the final image alone: whoever writes one has come to it. */
const OF_CONTAINERS: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'EXPOSE', 'HEALTHCHECK']);

/** What no stage makes. */
const NOWHERE = '/.nowhere';

/**
 * What follows where a Dockerfile goes on, for what anybody can tell: another stage that reads the last one. Undefined where the last
 * one is the image: it has no name to be read by, it (or what it is built FROM) says what is started, or nobody writes at its end.
 */
export function openEndOf({ model, writing }: Facts): readonly Instruction[] | undefined {
  const { file, nodes, stages, target, options } = model;
  const last = stages.at(-1);
  const lowest = nodes.at(-1);
  if (
    writing === undefined ||
    last?.name === undefined ||
    lowest === undefined ||
    writing < lowest.instruction.start ||
    target !== last.index ||
    options.target !== undefined ||
    targetChain(model).some(({ first, end }) =>
      nodes.slice(first, end).some(({ instruction }) => OF_CONTAINERS.has(instruction.keyword)),
    )
  ) {
    return undefined;
  }
  return ['FROM scratch', `COPY --from=${last.index} ${NOWHERE} /`].map((text, index) => {
    const start = file.text.length + 1 + index;
    const line = lowest.instruction.endLine + 1 + index;
    const keyword = text.slice(0, text.indexOf(' '));
    return {
      keyword,
      known: true,
      start,
      end: start,
      line,
      endLine: line,
      text,
      comments: [],
      swallowed: [],
    };
  });
}
