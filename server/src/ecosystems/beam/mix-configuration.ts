import { baseName, parentPath } from '../../context/path-parts.ts';
import type { Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';

/** More files than this are not followed; nobody has as many. */
const MAX_FILES = 50;

/**
 * Takes the configuration at compile time (domain.md section 4, row 22): where the environment is known, config.exs with what it
 * imports, and else all of the folder. What is read at run time alone must not compile everything again.
 */
export function takeConfiguration(found: Collector, environment: string): void {
  const { context, folder } = found;
  const config = joinPath(folder, 'config');
  if (!context.isFolder(config)) {
    if (context.has(config) === 'unknown') {
      found.refuse(`${config} may be missing`);
    }
    return;
  }
  if (!context.isListed(config) || context.folders(config).length > 0) {
    found.add({ path: config, kind: 'folder' });
    return;
  }
  const all = context
    .files(config)
    .filter(
      (path) =>
        !/^(runtime|releases)\.exs$/.test(baseName(path)) && path.endsWith('.exs') && context.isFile(path),
    );
  const chosen = /^\w+$/.test(environment)
    ? follow(
        found,
        all.filter((path) => path === `${config}/config.exs`),
        environment,
      )
    : undefined;
  const isTold = chosen !== undefined && chosen.odd === undefined;
  const { files, missing, odd } = isTold ? chosen : follow(found, all, undefined);
  for (const path of files) {
    found.add({ path, kind: 'file' });
  }
  for (const { by, path, sure } of missing) {
    const reason = `${by} imports ${path}, which the build context does not hold`;
    if (isTold && sure) {
      found.refuse(reason);
    } else {
      found.review(reason);
    }
  }
  if (odd !== undefined) {
    found.review(`${odd} may read other files`);
  }
}

/** Elixir without its comments. */
export function withoutRemarks(text: string): string {
  return text.replace(/(^|\s)#[^{\n].*$/gm, '$1');
}

interface Missing {
  readonly by: string;
  readonly path: string;
  /** False where the import stands in a condition, as far as indentation tells. */
  readonly sure: boolean;
}

interface Followed {
  /** Files that are read, those to begin with among them. */
  readonly files: readonly string[];
  readonly missing: readonly Missing[];
  /** The first file that may read others than those that it imports by a name which can be told. */
  readonly odd: string | undefined;
}

/** An environment in a name: of `"#{config_env()}.exs"`. */
const ENVIRONMENT = /#\{\s*(?:Mix\.env|config_env)(?:\(\))?\s*\}/g;

/** Follows imports. Without an environment, all files that are named by it are taken to be among those to begin with. */
function follow(found: Collector, start: readonly string[], environment: string | undefined): Followed {
  const { context } = found;
  const files = new Set(start);
  const missing: Missing[] = [];
  let odd: string | undefined;
  for (const by of files) {
    const text = files.size > MAX_FILES ? undefined : context.text(by);
    const code = withoutRemarks(text ?? '');
    if (text === undefined || /\b(?:File|Code|Path|System\.(?:cmd|shell))\.|:(?:file|os)\./.test(code)) {
      odd ??= by;
    }
    for (const [, indent, name] of code.matchAll(
      /(?<![^\n])([^\S\n]*(?:\S.*\s)?)import_config(?:\s*\(\s*|\s+)(?:"([^"\n]*)")?/gm,
    )) {
      const isChosen = environment === undefined && name !== undefined && name.search(ENVIRONMENT) >= 0;
      const written = name?.replace(ENVIRONMENT, environment ?? '') ?? '';
      const path = joinPath(parentPath(by), written);
      if (isChosen) {
        continue;
      }
      if (written === '' || /[#*?[{\\]/.test(written) || isOutside(path)) {
        odd ??= by;
      } else if (context.isFile(path)) {
        files.add(path);
      } else {
        missing.push({ by, path, sure: indent === '' });
      }
    }
  }
  return { files: [...files], missing, odd };
}
