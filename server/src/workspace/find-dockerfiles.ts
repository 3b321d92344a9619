import { join } from './files.ts';
import type { FileSystem } from './files.ts';
import { walk } from './tree/walk.ts';

/** How far to look. */
export interface FindOptions {
  readonly signal?: AbortSignal | undefined;
  /** Folders after which the search ends with what it has found; undefined for all. Those near the root come first. */
  readonly maxFolders?: number | undefined;
}

/** Folders that hold other people's Dockerfiles, or none. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The Dockerfiles below a folder, as places, sorted. Symlinks are not followed. Empty when it was aborted. */
export async function findDockerfiles(
  files: FileSystem,
  folder: string,
  { signal, maxFolders = Infinity }: FindOptions = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  let folders = 0;
  const finished = await walk(files, folder, {
    signal,
    visit: ({ path, items = [] }) => {
      for (const { name, kind } of items) {
        if ((kind === 'file' || kind === 'symlink') && isDockerfileName(name)) {
          found.push(join(folder, path === '' ? name : `${path}/${name}`));
        }
      }
      folders += 1;
      if (folders >= maxFolders) {
        return undefined;
      }
      return items
        .filter(({ name, kind }) => kind === 'directory' && !SKIPPED.has(name))
        .map(({ name }) => name);
    },
  });
  return finished ? found.sort() : [];
}

/**
 * True for the names that people give to Dockerfiles: `Dockerfile`, `dockerfile` (BuildKit's fallback, domain.md 3.1),
 * `Dockerfile.prod`, `Dockerfile-dev`, `Dockerfile_cuda_12.4`, `prod.Dockerfile` and the same of Containerfile. Their ignore
 * files are none, and neither is what has another file's extension (`Dockerfile-dev.yml`), nor a template (`Dockerfile.j2`).
 */
export function isDockerfileName(name: string): boolean {
  return NAME.test(name) && !name.endsWith('.dockerignore') && !TEMPLATE.test(name);
}

/** True for the names of templates of Dockerfiles. */
export function isTemplateName(name: string): boolean {
  return NAME.test(name) && TEMPLATE.test(name);
}

const NAME = /^(Dockerfile|Containerfile)(\..+|[-_][^.]*(\.\d[^.]*)*)?$|^dockerfile$|\.[Dd]ockerfile$/;

/** Endings of templates: Jinja, EEx, Go, ERB, EJS, Handlebars, Mustache and Liquid, and those of no one language. */
const TEMPLATE = /\.(eex|ejs|erb|gotmpl|handlebars|hbs|in|j2|jinja2?|liquid|mustache|template|tmpl|tpl)$/i;
