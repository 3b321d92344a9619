import { readCompose } from '../../server/src/context/compose/compose.ts';
import { buildModel } from '../../server/src/model/build.ts';
import type { ComposeFacts } from '../../server/src/ports/types.ts';
import type { Facts } from '../../server/src/rules/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { contextOf } from '../fixes/context-of.ts';

const COMPOSE = 'compose.yaml';

/** The facts of a Dockerfile beside these files; a `compose.yaml` among them says what builds it. */
export function portFacts(dockerfile: string, files: Readonly<Record<string, string>> = {}): Facts {
  return { model: buildModel(parse(dockerfile)), context: contextOf(files), compose: composeOf(files) };
}

function composeOf(files: Readonly<Record<string, string>>): ComposeFacts | undefined {
  const place = `/project/${COMPOSE}`;
  const text = files[COMPOSE];
  if (text === undefined) {
    return undefined;
  }
  const { services } = readCompose({
    files: [place],
    text: (wanted) =>
      wanted.startsWith('/project/') ? (files[wanted.slice('/project/'.length)] ?? null) : null,
  });
  const uses = [...services.values()]
    .filter(({ build }) => build?.dockerfile === '/project/Dockerfile')
    .map((service) => ({ service, project: services }));
  return uses.length === 0 ? undefined : { uses, texts: new Map([[place, text]]) };
}
