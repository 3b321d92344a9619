import type { Comment, Dockerfile } from '../syntax/types.ts';

/** A check of another tool that finds the same thing as a rule of ours: `hadolint/DL3007`, `buildkit/ExposeInvalidFormat`. */
export type ForeignCheck = `${'buildkit' | 'hadolint'}/${string}`;

/**
 * Tells whether the comments of another tool silence one of its checks at an instruction, by the comments above it:
 * `# hadolint ignore=DL3007` and `# tally ignore=…` there, their `global ignore` anywhere, BuildKit's `# check=skip=…` as a
 * directive or above the instruction. Who has silenced the same thing once need not do it again. Names are compared without
 * their tool and without regard to case, as tally takes them with and without a prefix.
 */
export function foreignSilencer(
  file: Dockerfile,
): (above: readonly Comment[], checks: readonly ForeignCheck[]) => boolean {
  // Read once, and only for a file with findings of a rule that others have, too.
  let ofFile: readonly Ignore[] | undefined;
  return (above, checks) => {
    if (checks.length === 0) {
      return false;
    }
    ofFile ??= ignoresOfFile(file);
    const here = above.map(readForeign).filter((ignore) => ignore?.scope === 'instruction');
    return [...ofFile, ...here].some(
      (ignore) => ignore !== undefined && checks.some((check) => names(ignore, check)),
    );
  };
}

function ignoresOfFile({ comments, directives }: Dockerfile): readonly Ignore[] {
  return [
    ...directives.filter(({ name }) => name === 'check').map(({ value }) => skipped(value)),
    ...comments.map(readForeign).filter((ignore) => ignore?.scope === 'file'),
  ].filter((ignore) => ignore !== undefined);
}

interface Ignore {
  readonly tool: 'hadolint' | 'tally' | 'check';
  readonly scope: 'instruction' | 'file';
  /** Lower-cased, without the tool in front. */
  readonly names: ReadonlySet<string>;
}

const IGNORE = /^(hadolint|tally)[ \t]+(global[ \t]+)?ignore[ \t]*=[ \t]*([\w/,. \t-]*)/i;
const SKIP = /^check[ \t]*=[ \t]*(.*)$/i;

function readForeign({ text }: Comment): Ignore | undefined {
  if (!text.includes('=')) {
    return undefined;
  }
  const skip = SKIP.exec(text);
  if (skip) {
    return skipped(skip[1] ?? '');
  }
  const [, tool, global, list = ''] = IGNORE.exec(text) ?? [];
  if (tool === undefined) {
    return undefined;
  }
  return {
    tool: tool.toLowerCase() === 'tally' ? 'tally' : 'hadolint',
    scope: global === undefined ? 'instruction' : 'file',
    names: namesIn(list),
  };
}

/** The value of `# check=`: `skip=A,B;error=true` (BuildKit's linter/linter.go, ParseLintOptions). */
function skipped(value: string): Ignore | undefined {
  for (const option of value.split(';')) {
    const equals = option.indexOf('=');
    if (option.slice(0, Math.max(0, equals)).trim().toLowerCase() === 'skip') {
      return { tool: 'check', scope: 'instruction', names: namesIn(option.slice(equals + 1)) };
    }
  }
  return undefined;
}

/** A name ends at the first blank: what follows it is a reason. */
function namesIn(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((name) => bare(name.trim().split(/[ \t]/, 1)[0] ?? '')));
}

/** `all` of `check=skip` means BuildKit's checks alone, that of tally every check that it knows. */
function names({ tool, names }: Ignore, check: ForeignCheck): boolean {
  const isAll = names.has('all') && (tool === 'tally' || (tool === 'check' && check.startsWith('buildkit/')));
  return isAll || names.has(bare(check));
}

function bare(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase();
}
