import type { Model } from '../../model/types.ts';
import { parse } from '../../syntax/parse.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { blockOf } from '../moving/blocks.ts';
import { runsInAnyCase } from '../moving/commutes.ts';
import { holdsInstructions } from '../moving/proof.ts';
import type { Fix, TextEdit } from '../types.ts';
import type { UpdateAlone } from './find.ts';

/**
 * Fetches the lists in the RUN that installs by them; undefined where the first RUN does more, where they run as different users,
 * where something in between may install by the lists, and for RUNs that are no plain lines of shell. For review: the packages are
 * then as new as the day on which the step runs.
 */
export function updateAloneFix(model: Model, alone: UpdateAlone): Fix | undefined {
  const { file, nodes } = model;
  const { node, update, only, install, installPart, apart } = alone;
  const isPlain = [node, install].every(({ instruction }) => scriptOf(file, instruction)?.form === 'shell');
  const mounts = node.detail.kind === 'run' ? node.detail.mounts : [];
  const isSure = runsInAnyCase(installPart) && runsInAnyCase(update) && installPart.command.depth === 0;
  if (!only || apart || !isPlain || !isSure || mounts.length > 0 || node.instruction.comments.length > 0) {
    return undefined;
  }
  const { span } = update.command;
  const command = node.instruction.text.slice(span.start, span.end);
  if (/[\r\n]/.test(command)) {
    return undefined;
  }
  const block = blockOf(file, node);
  const at = install.instruction.start + installPart.command.span.start;
  const edits: readonly TextEdit[] = [
    { start: block.start, end: block.end, newText: '' },
    { start: at, end: at, newText: `${command} && ` },
  ];
  const before = file.text.slice(0, block.start);
  const after = file.text.slice(at);
  const result = `${before}${file.text.slice(block.end, at)}${command} && ${after}`;
  const inside = installPart.command.span.start;
  const merged = `${install.instruction.text.slice(0, inside)}${command} && ${install.instruction.text.slice(inside)}`;
  const texts = nodes
    .filter((one) => one !== node)
    .map((one) => (one === install ? merged : one.instruction.text));
  return holdsInstructions(file, parse(result, file), texts)
    ? {
        title: `Run ${command} with the install (review: a rebuild then takes the newest packages)`,
        safety: 'review',
        edits: [{ file: 'dockerfile', edits }],
      }
    : undefined;
}
