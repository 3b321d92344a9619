import type { FileSystem } from './files.ts';

/** The same files, each asked for once: for one search that comes by the same places again and again. */
export function rememberedFiles(files: FileSystem): FileSystem {
  return {
    ...files,
    list: remembered((folder) => files.list(folder)),
    kind: remembered((path) => files.kind(path)),
    readText: remembered((path, maxBytes: number) => files.readText(path, maxBytes)),
  };
}

function remembered<Rest extends readonly number[], Answer>(
  ask: (path: string, ...rest: Rest) => Promise<Answer>,
): (path: string, ...rest: Rest) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (path, ...rest) => {
    const key = `${rest.join()} ${path}`;
    const answer = known.get(key) ?? ask(path, ...rest);
    known.set(key, answer);
    return answer;
  };
}
