import type { ContextSnapshot } from '../../context/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { Model, Node } from '../../model/types.ts';
import { copiesAbove } from '../moving/copies-above.ts';
import { imagePathOf } from '../moving/image-paths.ts';
import { code, shown } from '../moving/words.ts';
import { broughtBy } from './project/manifest-sources.ts';
import { refused, type Refusal } from './refusal.ts';
import type { Candidate, LateInstall } from './types.ts';

/** A RUN in which a command that only downloads takes the place of one that fetches nothing. */
export interface InPlace {
  readonly kind: 'in place';
  readonly node: Node;
  /** The new text of the RUN. */
  readonly text: string;
  /** What a person has to check. */
  readonly review: string;
}

/** The download of a late install in place of the fruitless one above it. */
export function downloadInPlace(
  model: Model,
  context: ContextSnapshot,
  { inputs, folder, root }: LateInstall,
  fruitless: Candidate,
): InPlace | Refusal {
  const { node, part, install } = fruitless;
  const { text } = node.instruction;
  const args = commandOf(part.command)?.args ?? [];
  const [first, last] = [args[0], args[args.length - 1]];
  const isPlain = args.every((word) => text.slice(word.span.start, word.span.end) === word.text);
  const [program = '', ...download] = inputs?.download?.command.split(' ') ?? [];
  if (first === undefined || last === undefined || !isPlain || install.directory !== '') {
    return refused(`${shown(node)} can't be written anew`);
  }
  const above = copiesAbove(model, node);
  const missing = (inputs?.inputs ?? []).find(
    (input) => broughtBy(above, input, imagePathOf(input.path, folder ?? '', root), context) === undefined,
  );
  if (missing !== undefined) {
    return refused(`${missing.path} is not there at line ${node.instruction.line}`);
  }
  const words = download.join(' ');
  const old = text.slice(first.span.start, last.span.end);
  return {
    kind: 'in place',
    node,
    text: text.slice(0, first.span.start) + words + text.slice(last.span.end),
    review: `${code(`${program} ${words}`)} in place of ${code(`${program} ${old}`)}`,
  };
}
