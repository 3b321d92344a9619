/** Names that say by themselves that every build has another value. */
const EVERY_BUILD =
  /^(\w+_)?(commit|commit_?(sha|id|hash|ref)|git_?(sha|ref|rev|revision|hash|commit|tag|branch|describe)|sha|revision|vcs_ref|build_?(date|time|timestamp|id|number|num|no|sha|ref|rev)|timestamp|cache_?bust(er)?|source_commit)$/i;

/** Names of the version of what is built; those of tools (`NODE_VERSION`) are constants. */
const EVERY_RELEASE =
  /^((app|application|build|release|project|service|image|package|pkg|product|software|server|frontend|backend|my\w*)_?)?version$/i;

/** What a variable's name says of its value: new with every build, with every release, or nothing. */
export function volatility(name: string): 'build' | 'release' | undefined {
  if (EVERY_BUILD.test(name)) {
    return 'build';
  }
  return EVERY_RELEASE.test(name) ? 'release' : undefined;
}
