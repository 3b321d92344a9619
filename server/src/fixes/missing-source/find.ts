import { exists, filesIn } from '../../context/facts.ts';
import { hasWildcards } from '../../context/copy-wildcards.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { select } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model } from '../../model/types.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';
import { isDropped } from '../ignored-path/find.ts';
import { nearest } from './nearest.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** A source that is nowhere on disk, so that the build fails. */
export interface MissingSource {
  readonly read: ContextRead;
  /** What was probably meant, as a path of the context. */
  readonly near: string | undefined;
}

/**
 * The literal sources that are certainly not there and that people write: what tools make before the build, what a person keeps to
 * himself, and, where nothing comes near, what has no ending are not among them. A context that nobody named has to hold another
 * source of the same Dockerfile, or the near name.
 */
export const missingSources = rememberedWith(find);

function find(model: Model, context: ContextSnapshot): readonly MissingSource[] {
  if (!context.complete) {
    return [];
  }
  const literal = contextReads(model).filter(({ path }) => path !== '' && !hasWildcards(path));
  const isCertain =
    context.reason === undefined || literal.some(({ path }) => exists(context, path) === 'yes');
  return literal.flatMap((read) => {
    const { path, source, options } = read;
    const selection = select(context, source, options);
    const isMissing =
      selection.kind === 'missing' &&
      selection.complete &&
      exists(context, path) === 'no' &&
      !isDropped(context, path);
    if (!isMissing || isMadeLater(context, path)) {
      return [];
    }
    const near = nearest(context, path);
    return near !== undefined || (isCertain && WRITTEN.test(path)) ? [{ read, near }] : [];
  });
}

/** Endings of files that people write and keep in their repository. */
const WRITTEN =
  /\.(c|cc|cfg|cjs|conf|cpp|cs|csproj|css|dart|ex|exs|fsproj|gemspec|go|gradle|h|hs|html|ini|java|js|json|jsx|kt|kts|lock|md|mjs|mod|php|pl|properties|props|proto|py|r|rb|rs|scala|sh|sln|sql|sum|swift|tf|toml|ts|tsx|txt|vue|xml|ya?ml)$/i;

/** Folders that builds write, or that are not kept in repositories. */
const MADE = new Set(
  (
    '.artifact .artifacts artifact artifacts .next .nuxt .output _build build bin cert certs coverage dist gen generated ' +
    'node_modules obj out output pkg publish release secret secrets target temp tmp vendor wheel wheels'
  ).split(' '),
);

/** Beginnings of names of files that hold keys and settings of one person. */
const PERSONAL = ['.env', '.npmrc', '.netrc'];

/** What is not kept in repositories: packages, programs, keys, and settings of one person. */
function isMade(path: string): boolean {
  const lower = path.toLowerCase();
  const name = baseName(lower);
  return (
    lower.split('/').some((segment) => MADE.has(segment)) ||
    PERSONAL.some((start) => name.startsWith(start)) ||
    lower.includes('secret') ||
    lower.includes('credential') ||
    /\.local\.\w+$/.test(lower)
  );
}

function isMadeLater(context: ContextSnapshot, path: string): boolean {
  const stem = baseName(path).replace(/\.\w+$/, '');
  return (
    isMade(path) ||
    filesIn(context, parentPath(path)).some(
      (file) => baseName(file).startsWith(stem) && TEMPLATE.test(baseName(file).slice(stem.length)),
    )
  );
}

/** `config.example.json`, `config.json.dist`: a person makes `config.json` of it. */
const TEMPLATE = /[-_.](default|dist|example|in|sample|template|tmpl|tpl)\b/i;
