/**
 * What an address has in place of a version, so that another file is behind it some day: with the checksum of today's, the build would
 * fail then. Undefined where there is nothing of the kind, or nobody can tell: a branch may have a number, and a tag is one.
 */
export function movingPart(address: string): string | undefined {
  const [, host = '', rest = ''] = /^https?:\/\/([^/]*)(.*)$/s.exec(address) ?? [];
  const [path = ''] = (host === '' ? address : rest).split(/[?#]/, 1);
  return MOVING.exec(path)?.[1] ?? branchOf(refOf(host.toLowerCase(), path));
}

const MOVING = /(?<![A-Za-z\d])(latest|nightly)(?![A-Za-z\d])/;

/** A branch, tag or commit as an address has it. */
interface Ref {
  readonly text: string;
  /** Whether folders of the repository may stand behind it: of what has slashes, nobody can tell how much it is. */
  readonly isOpen: boolean;
}

/** The ref in an address of a file, or of an archive, of a repository. */
function refOf(host: string, path: string): Ref | undefined {
  const segments = path.split('/').slice(1);
  const dash = segments.indexOf('-');
  const isKnown = HOSTS.has(host);
  if (dash < 2 && !isKnown) {
    return undefined;
  }
  // GitLab has `/-/` behind its groups, `api.github.com/repos` has a word in front of the owner.
  const at = dash >= 2 ? dash + 1 : segments[0] === 'repos' ? 3 : 2;
  if (host === 'raw.githubusercontent.com') {
    return { text: segments.slice(2, -1).join('/'), isOpen: true };
  }
  const kind = segments[at] ?? '';
  const behind = segments.slice(at + 1);
  if (kind === 'raw' || kind === 'blob') {
    return { text: behind.slice(0, -1).join('/'), isOpen: true };
  }
  if (kind === 'archive' && dash >= 2) {
    return { text: behind.slice(0, -1).join('/'), isOpen: false };
  }
  return ARCHIVES.has(kind) ? { text: behind.join('/').replace(PACKED, ''), isOpen: false } : undefined;
}

const HOSTS: ReadonlySet<string> = new Set([
  'github.com',
  'www.github.com',
  'gitlab.com',
  'codeload.github.com',
  'api.github.com',
  'raw.githubusercontent.com',
]);

/** Behind the name of a repository: `/owner/name/archive/main.zip`, and `/owner/name/tar.gz/main` of codeload. */
const ARCHIVES: ReadonlySet<string> = new Set([
  'archive',
  'tarball',
  'zipball',
  'zip',
  'tar.gz',
  'legacy.zip',
  'legacy.tar.gz',
]);

const PACKED = /\.(zip|tgz|tar(\.gz)?)$/;

/**
 * The branch that a ref is: one that says so, the usual ones, and names without a digit, since a version or a commit has some. The name
 * of a tag may hold a slash as well as that of a branch.
 */
function branchOf(ref: Ref | undefined): string | undefined {
  if (ref === undefined || ref.text.startsWith('refs/tags/')) {
    return undefined;
  }
  const heads = /^refs\/heads\/(.+)$/s.exec(ref.text)?.[1];
  const [first = '', second = ''] = (heads ?? ref.text).split('/', 2);
  if (heads !== undefined) {
    return ref.isOpen ? first : heads;
  }
  const isName = /^[\w.-]+$/.test(first) && !/\d/.test(first) && !COMMIT.test(first);
  const isWhole = ref.isOpen ? !VERSION.test(second) : first === ref.text;
  return USUAL.test(first) || (isName && isWhole) ? first : undefined;
}

/** The second part of a tag such as `cli/v1.2`. */
const VERSION = /^v?\d/;

const USUAL = /^(main|master|HEAD)$/;

/** Abbreviated ones may have no digit either. */
const COMMIT = /^[\da-f]{7,40}$/i;
