import { filesIn, foldersIn, isInContext, isListed, textOf } from '../context/facts.ts';
import type { ContextSnapshot } from '../context/types.ts';
import { jsoncValue, jsonValue } from '../formats/json.ts';
import { tomlValue } from '../formats/toml.ts';
import { xmlElement } from '../formats/xml.ts';
import { yamlValue } from '../formats/yaml.ts';
import type { ContextQuery } from './types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';

/** Questions about a snapshot. What is parsed of its texts is remembered with it, so asking again is free. */
export const queryOf = rememberedWith(createQuery);

function createQuery(snapshot: ContextSnapshot): ContextQuery {
  const readWith = <T>(read: (text: string) => T): ((path: string) => T | undefined) => {
    const known = new Map<string, T | undefined>();
    return (path) => {
      if (!known.has(path)) {
        const text = textOf(snapshot, path);
        known.set(path, text === undefined ? undefined : read(text));
      }
      return known.get(path);
    };
  };
  const isKind = (path: string, kind: 'file' | 'directory'): boolean =>
    (path === '' ? 'directory' : snapshot.entries.get(path)?.kind) === kind &&
    isInContext(snapshot, path) === 'yes';
  return {
    has: (path) => isInContext(snapshot, path),
    isFile: (path) => isKind(path, 'file'),
    isFolder: (path) => isKind(path, 'directory'),
    isExecutable: (path) => ((snapshot.entries.get(path)?.mode ?? 0) & 0o111) === 0o111,
    text: (path) => textOf(snapshot, path),
    json: readWith(jsonValue),
    jsonc: readWith(jsoncValue),
    toml: readWith(tomlValue),
    yaml: readWith(yamlValue),
    xml: readWith(xmlElement),
    files: (folder) => filesIn(snapshot, folder),
    folders: (folder) => foldersIn(snapshot, folder),
    isListed: (folder) => isListed(snapshot, folder),
  };
}
