import type { ShellSource } from './shell-commands.ts';
import type { Heredoc } from './types.ts';

/** A heredoc's body as it is run: without the leading tabs of its lines after `<<-` (parser.go, ChompHeredocContent). */
export function bodySource({ content, chomp, bodySpan }: Heredoc): ShellSource {
  if (!chomp || !content.includes('\t')) {
    return { text: content, starts: [0], sources: [bodySpan.start] };
  }
  const builder = createBuilder();
  for (let start = 0; start < content.length;) {
    const newline = content.indexOf('\n', start);
    const end = newline === -1 ? content.length : newline + 1;
    let first = start;
    while (content.charCodeAt(first) === 0x09) {
      first++;
    }
    builder.add(content.slice(first, end), bodySpan.start + first);
    start = end;
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
  for (const { content, name, bodySpan } of heredocs) {
    builder.add('\n', Math.min(bodySpan.start, text.length));
    builder.add(content, bodySpan.start);
    builder.add(name, Math.min(bodySpan.end, Math.max(0, text.length - name.length)));
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
