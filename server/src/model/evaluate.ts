import type { ParsedInstruction, Span } from '../syntax/types.ts';
import { expand, type Expanded } from './expand.ts';
import { readExposeToken } from './expose.ts';
import { readMount } from './mounts.ts';
import { remoteSource } from './remote-source.ts';
import { resolveDestination, resolveWord } from './paths.ts';
import { lookUp } from './scope.ts';
import { isOpen, setValue, type StageState } from './stage-state.ts';
import type { Copy, CopySource, Detail, ExposeToken, Source } from './types.ts';

/** What is the same for every instruction of a file. */
export interface Surroundings {
  readonly escape: '\\' | '`';
  /** Global ARGs and the predefined platform ARGs with their values. */
  readonly globalArgs: ReadonlyMap<string, string>;
  readonly buildArgs: ReadonlyMap<string, string>;
  /** The stage or image that `--from=` names. */
  readonly source: (name: string) => Source;
}

/** What an instruction does: what it says after expansion, and whether it adds a layer. */
export interface Effect {
  readonly detail: Detail;
  readonly layer: boolean;
}

/**
 * Carries one instruction out on a stage's state, as BuildKit's dispatch functions do (dockerfile2llb/convert.go): every
 * word is expanded with the state before the instruction, then the state changes. Words that BuildKit refuses to expand
 * stay as written, and so do variables in them whose values are not known.
 */
export function evaluate(
  keyword: string,
  parsed: ParsedInstruction,
  state: StageState,
  around: Surroundings,
): Effect {
  const words = parsed.args.map((arg) => arg.text);
  const read = readerOf(state, around.escape);
  const grow = (word: string): string => read(word).text;
  switch (keyword) {
    case 'RUN':
      return evaluateRun(parsed, state, around, read);
    case 'COPY':
    case 'ADD':
      return evaluateCopy(keyword, parsed, state, around, read);
    case 'WORKDIR': {
      const word = grow(words[0] ?? '');
      state.workingDir = resolveWord(state.workingDir, word);
      return {
        detail: { kind: 'workdir', path: state.workingDir, absolute: word.startsWith('/') },
        layer: state.workingDir !== '/',
      };
    }
    case 'ENV': {
      const given = parsed.pairs.map((pair) => ({ name: grow(pair.name), value: read(pair.value ?? '') }));
      for (const { name, value } of given) {
        setValue(state, name, value);
        state.imageEnv.own.set(name, value.text);
      }
      return metadata({
        kind: 'pairs',
        pairs: given.map(({ name, value }) => ({ name, value: value.text })),
      });
    }
    case 'LABEL': {
      const pairs = parsed.pairs.map((pair) => ({ name: grow(pair.name), value: grow(pair.value ?? '') }));
      for (const { name, value } of pairs) {
        state.labels.own.set(name, value);
      }
      return metadata({ kind: 'pairs', pairs });
    }
    case 'ARG':
      return evaluateArg(parsed, state, around);
    case 'EXPOSE':
      return evaluateExpose(parsed, state, around);
    case 'VOLUME': {
      const volumes = words.map((word) => grow(word.trim()));
      for (const volume of volumes) {
        state.volumes.own.set(volume, '');
      }
      return metadata({ kind: 'volumes', paths: volumes });
    }
    case 'USER': {
      state.user = grow(words[0] ?? '');
      return metadata(text(state.user));
    }
    case 'STOPSIGNAL': {
      state.stopSignal = grow(words[0] ?? '');
      return metadata(text(state.stopSignal));
    }
    case 'SHELL': {
      // BuildKit refuses SHELL in any other form, so nothing of it takes effect.
      if (parsed.json && words.length > 0) {
        state.shell = words;
      }
      return metadata(text(words.join(' ')));
    }
    case 'CMD': {
      state.cmd = parsed.json ? words : withShell(state, words);
      state.cmdIsOwn = true;
      return metadata(text(words.join(' ')));
    }
    case 'ENTRYPOINT': {
      state.entrypoint = parsed.json ? words : withShell(state, words);
      if (!state.cmdIsOwn) {
        state.cmd = [];
      }
      return metadata(text(words.join(' ')));
    }
    case 'HEALTHCHECK':
    case 'MAINTAINER':
      return metadata(text(words.join(' ')));
    default:
      return metadata({ kind: 'none' });
  }
}

type Read = (word: string) => Expanded;

/** Expands words with what a stage has set so far. */
export function readerOf(state: StageState, escape: Surroundings['escape']): Read {
  const lookup = (name: string): string | undefined => lookUp(state.env, name);
  const open = (name: string): boolean => isOpen(state, name);
  return (word) => expand(word, escape, lookup, open);
}

function evaluateRun(parsed: ParsedInstruction, state: StageState, around: Surroundings, read: Read): Effect {
  const mounts = parsed.flags
    .filter((flag) => flag.name === 'mount')
    .map((flag) =>
      readMount(flag.value ?? '', {
        expand: (word) => read(word).text,
        workingDir: state.workingDir,
        source: around.source,
      }),
    );
  return { detail: { kind: 'run', mounts }, layer: true };
}

function evaluateCopy(
  keyword: string,
  parsed: ParsedInstruction,
  state: StageState,
  around: Surroundings,
  read: Read,
): Effect {
  const grow = (word: string): string => read(word).text;
  const flag = (name: string): string | undefined => parsed.flags.find((item) => item.name === name)?.value;
  const enabled = (name: string): boolean => {
    const found = parsed.flags.find((item) => item.name === name);
    return found !== undefined && found.value?.toLowerCase() !== 'false';
  };
  const destination = parsed.args[parsed.args.length - 1];
  const dest = grow(destination?.text ?? '');
  const heredocNames = new Set(parsed.heredocs.map((heredoc) => heredoc.name));
  const sources = parsed.args
    .slice(0, -1)
    .map((arg) => readSource(keyword, arg.text, arg.span, heredocNames, read));
  const from = flag('from');
  const chown = flag('chown');
  const chmod = flag('chmod');
  const copy: Copy = {
    from: keyword === 'COPY' && from !== undefined ? around.source(from) : { kind: 'context' },
    sources,
    dest,
    resolvedDest: resolveDestination(state.workingDir, dest),
    link: enabled('link'),
    parents: enabled('parents'),
    exclude: parsed.flags.filter((item) => item.name === 'exclude').map((item) => item.value ?? ''),
    chown: chown === undefined ? undefined : grow(chown),
    chmod: chmod === undefined ? undefined : grow(chmod),
  };
  return { detail: { kind: 'copy', copy }, layer: true };
}

function readSource(
  keyword: string,
  word: string,
  span: Span,
  heredocNames: ReadonlySet<string>,
  read: Read,
): CopySource {
  const heredoc = heredocNames.size === 0 ? null : /^\d*<<-?["']?([^<"']*)["']?$/.exec(word);
  if (heredoc && heredocNames.has(heredoc[1] ?? '')) {
    return { kind: 'heredoc', text: heredoc[1] ?? '', span };
  }
  const { text: expanded, open } = read(word);
  if (expanded === '' && word.includes('$')) {
    return { kind: 'unset', text: word, span };
  }
  const remote = keyword === 'ADD' ? remoteSource(expanded) : undefined;
  return { kind: remote ?? (open ? 'unset' : 'path'), text: expanded, span };
}

/** Values come from --build-arg, else from the default, else from a global ARG (dispatchArg). */
function evaluateArg(parsed: ParsedInstruction, state: StageState, around: Surroundings): Effect {
  const read = readerOf(state, around.escape);
  const pairs = parsed.pairs.map(({ name, value }) => {
    const outside =
      around.buildArgs.get(name) ?? (value === undefined ? around.globalArgs.get(name) : undefined);
    const own = outside === undefined && value !== undefined ? read(value) : undefined;
    const given = outside ?? own?.text;
    // Each name takes effect before the next default is expanded.
    if (given !== undefined) {
      setValue(state, name, { text: given, open: own?.open === true });
    }
    state.args.own.set(name, given ?? '');
    return { name, value: given };
  });
  return metadata({ kind: 'pairs', pairs });
}

function evaluateExpose(parsed: ParsedInstruction, state: StageState, around: Surroundings): Effect {
  const tokens: ExposeToken[] = [];
  const open: Pick<ExposeToken, 'text' | 'span'>[] = [];
  const read = readerOf(state, around.escape);
  for (const arg of parsed.args) {
    const expanded = read(arg.text);
    if (expanded.open) {
      open.push({ text: expanded.text, span: arg.span });
      continue;
    }
    for (const word of expanded.words) {
      tokens.push({ text: word, span: arg.span, ...readExposeToken(word) });
    }
  }
  for (const token of tokens) {
    for (const { port, last, protocol } of token.ports) {
      state.ports.own.set(`${port}-${last}/${protocol}`, '');
    }
  }
  return metadata({ kind: 'expose', tokens, open });
}

/** The words of a shell form behind the shell in force; `/bin/sh -c` unless SHELL says otherwise. */
export function withShell(state: Pick<StageState, 'shell'>, words: readonly string[]): string[] {
  return [...(state.shell ?? ['/bin/sh', '-c']), words.join(' ')];
}

function metadata(detail: Detail): Effect {
  return { detail, layer: false };
}

function text(value: string): Detail {
  return { kind: 'text', text: value };
}
