import { runParts } from '../../server/src/ecosystems/run-parts.ts';
import type { RunPart } from '../../server/src/ecosystems/run-part.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { scriptOf } from '../../server/src/syntax/shell.ts';

/** The parts of a RUN with this shell text. */
export function partsOf(text: string): readonly RunPart[] {
  const file = parse(`RUN ${text}`);
  const [instruction] = file.instructions;
  const script = instruction && scriptOf(file, instruction);
  return script === undefined ? [] : runParts(script);
}

/** A part in a few words: `npm in client: package.json, frozen, no scripts`, or its role. */
export function described({ role, install, directory, ecosystem }: RunPart): string {
  if (install === undefined) {
    return ecosystem === undefined ? role : `${ecosystem} ${role}`;
  }
  const where = [directory ?? '?', install.directory].filter((text) => text !== '').join(' + ');
  return [
    `${install.ecosystem.id} ${where}: ${install.manifests.join(' ')}`.replace(' :', ':'),
    ...(install.frozen ? ['frozen'] : []),
    ...(install.scripts ? [] : ['no scripts']),
    ...(install.obstacle === undefined ? [] : ['obstacle']),
  ].join(', ');
}
