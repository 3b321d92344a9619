import { exists, filesIn } from '../../context/facts.ts';
import { isGitIgnored } from '../../context/git-ignored.ts';
import { hasWildcards } from '../../context/copy-wildcards.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import { select } from '../../context/selection.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { Model, Node } from '../../model/types.ts';
import { contextReads, type ContextRead } from '../context-reads/find.ts';
import { isDropped } from '../ignored-path/find.ts';
import { isTemplate } from '../ignored-path/template.ts';
import { leadsOut } from './leads-out.ts';
import { nearest } from './nearest.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** Sources of one instruction that are nowhere on disk, so that the build fails. */
export interface MissingSources {
  readonly node: Node;
  /** At least one, in the order in which they are written. */
  readonly sources: readonly MissingSource[];
}

/** One of them. */
export interface MissingSource {
  readonly read: ContextRead;
  /** What was probably meant, as a path of the context. */
  readonly near: string | undefined;
  /** True where it is meant to be outside of the context, and nothing in there comes near. */
  readonly outside: boolean;
}

/**
 * The literal sources that are certainly not there and that people write: what tools make before the build, what a person keeps to
 * himself, and, where nothing comes near, what has no ending are not among them. Nothing puts any of these there, though, where `..` is
 * to lead out of the context. At least half of what the Dockerfile copies has to be there, or the near name: a project may keep
 * Dockerfiles that are built elsewhere. For `..` it is enough that the context is no guess.
 */
export const missingSources = rememberedWith(find);

function find(model: Model, context: ContextSnapshot): readonly MissingSources[] {
  if (!context.complete || isTemplate(model)) {
    return [];
  }
  const literal = contextReads(model).filter(({ path }) => path !== '' && !hasWildcards(path));
  const isCertain = context.reason === undefined || holdsHalf(context, literal);
  const named = namedBy(literal);
  const found: { node: Node; sources: MissingSource[] }[] = [];
  for (const read of literal) {
    const missing = missingSource(context, read, { isCertain, named: named.get(read.node) });
    if (missing === undefined) {
      continue;
    }
    const last = found[found.length - 1];
    if (last?.node === read.node) {
      last.sources.push(missing);
    } else {
      found.push({ node: read.node, sources: [missing] });
    }
  }
  return found;
}

/** What each instruction reads, by the instruction. */
function namedBy(reads: readonly ContextRead[]): ReadonlyMap<Node, ReadonlySet<string>> {
  const named = new Map<Node, Set<string>>();
  for (const { node, path } of reads) {
    named.set(node, (named.get(node) ?? new Set()).add(path));
  }
  return named;
}

function missingSource(
  context: ContextSnapshot,
  read: ContextRead,
  { isCertain, named }: { readonly isCertain: boolean; readonly named: ReadonlySet<string> | undefined },
): MissingSource | undefined {
  const { path, source, options } = read;
  const selection = select(context, source, options);
  const isMissing =
    selection.kind === 'missing' &&
    selection.complete &&
    exists(context, path) === 'no' &&
    !isDropped(context, path);
  if (!isMissing || isMadeLater(context, read)) {
    return undefined;
  }
  const nearby = nearest(context, source);
  // What the instruction names already, nobody means a second time.
  const near = nearby !== undefined && named?.has(nearby) === true ? undefined : nearby;
  const outside = near === undefined && leadsOut(context, source);
  const isSure = outside ? isCertain || context.named !== undefined : isCertain && WRITTEN.test(path);
  return near !== undefined || isSure ? { read, near, outside } : undefined;
}

/** Whether at least half of what is read lies in a context, apart from what is made before the build. */
function holdsHalf(context: ContextSnapshot, reads: readonly ContextRead[]): boolean {
  let there = 0;
  let missing = 0;
  for (const [path, read] of new Map(reads.map((one) => [one.path, one]))) {
    const found = exists(context, path);
    if (found === 'yes') {
      there += 1;
    } else if (found === 'no' && !isMadeLater(context, read)) {
      missing += 1;
    }
  }
  return there > 0 && there >= missing;
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

function isMadeLater(context: ContextSnapshot, { path, source }: ContextRead): boolean {
  if (leadsOut(context, source)) {
    return false;
  }
  const stem = baseName(path).replace(/\.\w+$/, '');
  return (
    isMade(path) ||
    isGitIgnored(context, path) ||
    filesIn(context, parentPath(path)).some(
      (file) => baseName(file).startsWith(stem) && TEMPLATE.test(baseName(file).slice(stem.length)),
    )
  );
}

/** `config.example.json`, `config.json.dist`: a person makes `config.json` of it. */
const TEMPLATE = /[-_.](default|dist|example|in|sample|template|tmpl|tpl)\b/i;
