import { code } from '../../fixes/moving/words.ts';
import type { Model } from '../../model/types.ts';
import type { EvidenceFile, Listener } from '../../ports/types.ts';

/** What listens where, and who says so: ``uvicorn listens on 8080 (`--port 8080`, line 3)``. */
export function listensWords(model: Model, { portFrom, program, port }: Listener): string {
  const line = model.nodes.find(
    ({ instruction }) => instruction.start <= portFrom.span.start && portFrom.span.start < instruction.end,
  )?.instruction.line;
  const where =
    portFrom.kind === 'instruction'
      ? `as the image of line ${line ?? 0} sets`
      : `${code(portFrom.text)}${placeOf(portFrom.file, line)}`;
  return `${program} listens on ${port ?? 'a port'} (${where})`;
}

function placeOf(file: EvidenceFile, line: number | undefined): string {
  switch (file.kind) {
    case 'context':
      return ` in ${file.path}`;
    case 'compose':
      return ' in Compose';
    default:
      return line === undefined ? '' : `, line ${line}`;
  }
}
