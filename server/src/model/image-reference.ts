/** The name of an image in its parts, as every way to write it gives them. */
export interface ImageReference {
  /** With its registry: `docker.io/library/node` for `node`. */
  readonly repository: string;
  /** `latest` where nothing says another; undefined beside a digest, unless it is written there. */
  readonly tag: string | undefined;
  /** `sha256:…`; undefined without one. With one, the tag means nothing. */
  readonly digest: string | undefined;
}

/** Reads the name of an image as Docker does (ParseNormalizedNamed and TagNameOnly in distribution/reference); a bad one by the same rules. */
export function imageReference(name: string): ImageReference {
  const at = name.indexOf('@');
  const tagged = at < 0 ? name : name.slice(0, at);
  const digest = at < 0 ? undefined : name.slice(at + 1);
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const path = colon < 0 ? tagged : tagged.slice(0, colon);
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const registry = isRegistry ? first.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io';
  const rest = isRegistry ? path.slice(slash + 1) : path;
  return {
    repository: `${registry}/${registry === 'docker.io' && !rest.includes('/') ? 'library/' : ''}${rest}`,
    tag: colon < 0 ? (digest === undefined ? 'latest' : undefined) : tagged.slice(colon + 1),
    digest,
  };
}
