/** Every instruction that BuildKit knows, upper-cased (BuildKit's command/command.go). */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** The instructions that may carry heredocs, upper-cased (BuildKit's parser.go, heredocDirectives). */
export const HEREDOC_KEYWORDS: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN']);

/**
 * The keyword that a word stands for, upper-cased. BuildKit compares lower-cased words, so a word whose upper-cased form is
 * another word (`ſHELL` would become SHELL, which BuildKit does not take it for) stays as it is.
 */
export function keywordOf(word: string): string {
  if (KEYWORDS.has(word)) {
    return word;
  }
  const lower = word.toLowerCase();
  const upper = lower.toUpperCase();
  return upper.toLowerCase() === lower ? upper : word;
}
