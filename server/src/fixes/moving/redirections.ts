import type { ShellCommand } from '../../syntax/types.ts';

/**
 * Whether a redirection of a command, or of a group around it, may read or write a file. `/dev/null` and other descriptors
 * (`2>&1`) are none.
 */
export function redirectsToFile({
  redirected,
  redirectedNowhere,
}: Pick<ShellCommand, 'redirected' | 'redirectedNowhere'>): boolean {
  return redirected && redirectedNowhere !== true;
}

/** The text of a RUN, for its redirections. */
export interface RunText {
  readonly text: string;
  /** True when a group in it may have a redirection of its own, which all the commands of the group share. */
  readonly groups: boolean;
}

/** Looks for groups once, however many commands there are. */
export function runTextOf(text: string): RunText {
  return { text, groups: (text.includes('>') || text.includes('<')) && GROUP.test(text) };
}

const GROUP = /(?:[)}]|\b(?:fi|done|esac))\s*[\d&]?[<>]/;

/** Where the redirections of a command lead, as they are written; undefined when one of them is out of its own text. */
export function redirectionTargets(
  command: ShellCommand,
  { text, groups }: RunText,
): readonly string[] | undefined {
  if (!redirectsToFile(command)) {
    return [];
  }
  const written = text.slice(command.span.start, command.span.end);
  if (written.includes('<<') || (command.depth > 0 && groups)) {
    return undefined;
  }
  const targets = [...written.matchAll(/(?:\d|&)?[<>]{1,2}\|?\s*("[^"]*"|'[^']*'|[^\s;&|<>()]+)/g)].map(
    ([, target = '']) => target.replace(/["']/g, ''),
  );
  return targets.length === 0 ? undefined : targets.filter((target) => !/^(&|\d$)/.test(target));
}
