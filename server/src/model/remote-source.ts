/**
 * What ADD fetches over the network: a git repository, another URL, or undefined for a path of the context. COPY refuses both
 * (dispatchCopy in dockerfile2llb/convert.go).
 */
export function remoteSource(source: string): 'git' | 'url' | undefined {
  if (/^(git:\/\/|ssh:\/\/|git@)/i.test(source) || /^https?:\/\/[^#?]*\.git(#|\?|$)/.test(source)) {
    return 'git';
  }
  return /^https?:\/\//.test(source) ? 'url' : undefined;
}
