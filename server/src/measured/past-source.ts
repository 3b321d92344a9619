/**
 * The text of the Dockerfile that a build was made from, by the provenance that BuildKit keeps of builds that succeeded
 * (solver/llbsolver/history.go keeps it in full; provenance/types/types.go has both forms): undefined where there is none. Never throws.
 * @param decode turns Base64 into text, for which plain JavaScript has nothing
 */
export function dockerfileIn(provenance: unknown, decode: (base64: string) => string): string | undefined {
  const old = at(provenance, ['metadata', 'https://mobyproject.org/buildkit@v1#metadata']);
  const metadata = old ?? at(provenance, ['runDetails', 'metadata', 'buildkit_metadata']);
  const infos = at(metadata, ['source', 'infos']);
  const sources = (Array.isArray(infos) ? (infos as unknown[]) : []).flatMap((info) => {
    const data = at(info, ['data']);
    return at(info, ['language']) === 'Dockerfile' && typeof data === 'string' ? [data] : [];
  });
  // A Dockerfile that is built for another one, as Bake's contexts are, would be a second.
  return sources.length === 1 ? decode(sources[0] ?? '') : undefined;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, name)
        ? (found as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}
