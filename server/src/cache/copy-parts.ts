import { contextPath } from '../context/facts.ts';
import { baseName } from '../context/path-parts.ts';
import { expandBody } from '../model/expand.ts';
import type { Copy } from '../model/types.ts';
import type { Heredoc, ParsedInstruction } from '../syntax/types.ts';
import type { Read } from './definition.ts';
import { isPath } from './is-path.ts';
import { octal, readFrom } from './run-mounts.ts';
import { dedupeSelectors } from './selector.ts';
import type { Selector } from './selector.ts';

/** What a COPY or ADD adds to its key. */
export interface CopyParts {
  /** Everything but what it reads. */
  readonly text: string;
  readonly reads: readonly Read[];
}

/** What a COPY or ADD needs to know of its place. */
export interface CopyPlace {
  readonly keyword: string;
  readonly parsed: ParsedInstruction;
  readonly lookup: (name: string) => string | undefined;
}

/**
 * A COPY or ADD as it counts in its key (FileOp.CacheMap in solver/llbsolver/ops/file.go): of a source only its last
 * segment, the destination made absolute, owner, mode and filters, in order; the rest is content.
 */
export function copyParts(copy: Copy, { keyword, parsed, lookup }: CopyPlace): CopyParts {
  const flag = (name: string): string | undefined => parsed.flags.find((item) => item.name === name)?.value;
  const actions: unknown[] = [];
  const selectors: Selector[] = [];
  const reads: Read[] = [];
  const checksum = flag('checksum') ?? '';
  for (const source of copy.sources) {
    const { kind, text } = source;
    if (isPath(source, copy)) {
      const pivot = copy.parents ? text.indexOf('/./') : -1;
      const pattern = copy.parents ? contextPath(text.slice(pivot < 0 ? 0 : pivot + 3)) : '';
      const path = copy.parents ? contextPath(pivot < 0 ? '' : text.slice(0, pivot)) : contextPath(text);
      actions.push([baseName(path), pattern]);
      selectors.push({ source: text, parents: copy.parents, exclude: copy.exclude });
    } else if (kind === 'heredoc') {
      actions.push(['heredoc', ...heredocParts(parsed.heredocs, text, lookup)]);
    } else {
      actions.push([kind, kind === 'url' ? urlName(text) : '', keepsGit(parsed)]);
      reads.push({ from: { kind: 'named', name: `${text} ${checksum}`.trim() }, selectors: [] });
    }
  }
  if (selectors.length > 0) {
    reads.unshift({ from: readFrom(copy.from), selectors: dedupeSelectors(selectors) });
  }
  const unpack = flag('unpack') ?? String(keyword === 'ADD');
  // A folder is named with `/` or with `/.`, which is the same folder and another key (cleanPath in util/system/path.go).
  const folder = copy.dest.endsWith('/.') ? '.' : '';
  const common = [
    copy.resolvedDest + folder,
    copy.chown ?? '',
    octal(copy.chmod) ?? '',
    copy.exclude,
    unpack,
  ];
  return { text: JSON.stringify([actions, common]), reads };
}

/** Switched off, it counts as a flag that is not there. */
function keepsGit({ flags }: ParsedInstruction): boolean {
  const found = flags.find(({ name }) => name === 'keep-git-dir');
  return found !== undefined && found.value?.toLowerCase() !== 'false';
}

/** A heredoc's name is its file's name; its body counts as it is expanded, however it is written. */
function heredocParts(heredocs: readonly Heredoc[], name: string, lookup: CopyPlace['lookup']): unknown[] {
  const heredoc = heredocs.find((item) => item.name === name);
  if (heredoc === undefined) {
    return [name];
  }
  const body = heredoc.chomp ? heredoc.content.replace(/^\t+/gm, '') : heredoc.content;
  const text = heredoc.expand ? expandBody(body, lookup) : body;
  // What can't be expanded can't be built: then only the same text with the same values is the same.
  return text === undefined
    ? [name, body, variableNames(body).map((variable) => [variable, lookup(variable)])]
    : [name, text];
}

/** The names that follow a `$` in a text, each once: those that its expansion may look up. */
export function variableNames(text: string): string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(/\$\{?(\w+)/g)) {
    names.add(match[1] ?? '');
  }
  return [...names];
}

function urlName(url: string): string {
  return baseName(url.replace(/[?#].*$/s, ''));
}
