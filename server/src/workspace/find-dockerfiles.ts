import { join, relativeTo } from './files.ts';
import type { FileSystem } from './files.ts';
import { mayNameDockerfiles, namedDockerfiles } from './named-dockerfiles.ts';
import { walk } from './tree/walk.ts';

/** How far to look. */
export interface FindOptions {
  readonly signal?: AbortSignal | undefined;
  /** Folders after which the search ends with what it has found; undefined for all. Those near the root come first. */
  readonly maxFolders?: number | undefined;
  /** Whether those that Compose files, Bake files and workflows there name are wanted, too, whatever their names are. */
  readonly named?: boolean | undefined;
}

/** Folders that hold other people's Dockerfiles, or none. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The Dockerfiles below a folder, as places, sorted. Symlinks are not followed. Empty when it was aborted. */
export async function findDockerfiles(
  files: FileSystem,
  folder: string,
  { signal, maxFolders = Infinity, named = false }: FindOptions = {},
): Promise<readonly string[]> {
  const found = new Set<string>();
  const projects: string[] = [];
  let folders = 0;
  const finished = await walk(files, folder, {
    signal,
    visit: ({ path, items = [] }) => {
      for (const { name, kind } of items) {
        if ((kind === 'file' || kind === 'symlink') && isDockerfileName(name)) {
          found.add(join(folder, path === '' ? name : `${path}/${name}`));
        }
      }
      if (named && items.some(mayNameDockerfiles)) {
        projects.push(path === '' ? folder : join(folder, path));
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
  for (const place of projects.length === 0 ? [] : await namedDockerfiles(files, folder, projects)) {
    if (
      !relativeTo(folder, place)
        ?.split('/')
        .some((name) => SKIPPED.has(name))
    ) {
      found.add(place);
    }
  }
  return finished ? [...found].sort() : [];
}

/**
 * True for the names that people give to Dockerfiles: `Dockerfile`, `Dockerfile.prod`, `Dockerfile-dev`, `Dockerfile_cuda_12.4`,
 * `prod.Dockerfile`, and the same of Containerfile, in upper and lower case as people mix them. Their ignore files are none, and
 * neither is what has another file's extension (`Dockerfile-dev.yml`, `dockerfile.go`), nor a template (`Dockerfile.j2`).
 */
export function isDockerfileName(name: string): boolean {
  return NAME.test(name) && !/\.dockerignore$/i.test(name) && !ABOUT.test(name) && !TEMPLATE.test(name);
}

/** True for the names of templates of Dockerfiles. */
export function isTemplateName(name: string): boolean {
  return NAME.test(name) && TEMPLATE.test(name);
}

const NAME = /^(docker|container)file(\..+|[-_][^.]*(\.\d[^.]*)*)?$|\.(docker|container)file$/i;

/** Programs and texts about Dockerfiles, which are called in lower case, as others of their kind are. */
const ABOUT =
  /^(docker|container)file\.(.+\.)?(c|cc|cpp|cs|css|exs?|go|h|html|java|json|[cm]?[jt]sx?|kt|lua|mdx?|php|png|py|rb|rs|rst|scala|sh|snap|svg|swift|toml|txt|vim|vue|xml|ya?ml)$/;

/** Endings of templates: Jinja, EEx, Go, ERB, EJS, Handlebars, Mustache and Liquid, and those of no one language. */
const TEMPLATE = /\.(eex|ejs|erb|gotmpl|handlebars|hbs|in|j2|jinja2?|liquid|mustache|template|tmpl|tpl)$/i;
