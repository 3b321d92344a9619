import { CODE } from './characters.ts';
import type { ShellSource } from './shell-command-words.ts';
import type { Heredoc } from './types.ts';

/**
 * A heredoc's body as it is run: without the leading tabs of its lines after `<<-` (parser.go, ChompHeredocContent). Of `\r\n` only
 * the `\n` is kept, although BuildKit hands on both and a shell stumbles over the `\r`: the commands are meant without it.
 */
export function bodySource({ content, chomp, bodySpan }: Heredoc): ShellSource {
  const isVerbatim = !(chomp && content.includes('\t')) && !content.includes('\r\n');
  if (isVerbatim) {
    return { text: content, starts: [0], sources: [bodySpan.start] };
  }
  const builder = createBuilder();
  for (let start = 0; start < content.length;) {
    const newline = content.indexOf('\n', start);
    const end = newline === -1 ? content.length : newline;
    let first = start;
    while (chomp && content.charCodeAt(first) === CODE.TAB) {
      first++;
    }
    const cut = newline !== -1 && content.charCodeAt(end - 1) === CODE.CR ? Math.max(first, end - 1) : end;
    builder.add(content.slice(first, cut), bodySpan.start + first);
    if (newline !== -1) {
      builder.add('\n', bodySpan.start + newline);
    }
    start = end + 1;
  }
  return builder.build();
}

/** The line with its heredocs behind it, as BuildKit hands it to the shell (convert.go, dispatchRun). */
export function reassembled(line: ShellSource, heredocs: readonly Heredoc[], text: string): ShellSource {
  const builder = createBuilder();
  line.starts.forEach((start, index) => {
    const next = line.starts[index + 1] ?? line.text.length;
    builder.add(line.text.slice(start, next), line.sources[index] ?? 0);
  });
  for (const { content, name, chomp, bodySpan } of heredocs) {
    builder.add('\n', Math.max(0, bodySpan.start - 1));
    builder.add(content, bodySpan.start);
    let terminator = bodySpan.end;
    while (chomp && text.charCodeAt(terminator) === CODE.TAB) {
      terminator++;
    }
    // A heredoc that nothing ends has no terminator to hand on.
    if (text.startsWith(name, terminator)) {
      builder.add(name, terminator);
    }
  }
  return builder.build();
}

interface Builder {
  readonly add: (piece: string, source: number) => void;
  readonly build: () => ShellSource;
}

function createBuilder(): Builder {
  const pieces: string[] = [];
  const starts: number[] = [];
  const sources: number[] = [];
  let length = 0;
  return {
    add: (piece, source) => {
      pieces.push(piece);
      starts.push(length);
      sources.push(source);
      length += piece.length;
    },
    build: () => ({ text: pieces.join(''), starts, sources }),
  };
}
