import type { PublishChoicesResult } from '../../../shared/wire.ts';
import { publishChoices } from '../insights/ports/publish-choices.ts';
import { positionAt } from '../syntax/positions.ts';
import { lineStartsOf } from '../syntax/lines.ts';
import { nameOf } from '../workspace/files.ts';
import type { Analysed } from './analyses.ts';
import type { OtherFiles } from './other-places.ts';

/**
 * The services of Compose that can publish the ports of the EXPOSE at a line, or of the whole image where no EXPOSE stands
 * there.
 */
export function publishChoicesOf(
  { analysis }: Analysed,
  line: unknown,
  { composeUri, openDocument }: OtherFiles,
): PublishChoicesResult {
  const { model, facts } = analysis;
  if (facts.compose === undefined) {
    return refused('No Compose file that Strata can read here has a service that builds this Dockerfile.');
  }
  const node = model.nodes.find(
    ({ detail, instruction }) =>
      detail.kind === 'expose' &&
      typeof line === 'number' &&
      positionAt(model.file, instruction.start).line <= line &&
      line <= positionAt(model.file, instruction.end).line,
  );
  const found = publishChoices(analysis, node).flatMap(({ service, place, mappings, edit }) => {
    const uri = composeUri(place);
    const text = facts.compose?.texts.get(place);
    const open = uri === undefined ? undefined : openDocument(uri);
    if (uri === undefined || text === undefined || (open !== undefined && open.text !== text)) {
      return [];
    }
    const lines = { text, lineStarts: lineStartsOf(text) };
    const range = { start: positionAt(lines, edit.start), end: positionAt(lines, edit.end) };
    const version = open?.version ?? null;
    return [{ service, file: nameOf(place), mappings, uri, version, edit: { range, newText: edit.newText } }];
  });
  return found.length > 0
    ? { kind: 'choices', choices: found }
    : refused(
        'There is nothing to add: Compose publishes these ports already, nothing is exposed, or the Compose file says it in a way that is not edited safely.',
      );
}

function refused(message: string): PublishChoicesResult {
  return { kind: 'refused', message };
}
