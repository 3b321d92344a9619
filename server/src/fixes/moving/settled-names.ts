/**
 * Whether a file of this name has few changes in a project: settings, documents, keys, checksums, patches, and what describes the
 * build itself.
 */
export function isSettled(name: string): boolean {
  return SETTLED.test(name);
}

const SETTLED =
  /\.(json|jsonc|json5|ya?ml|toml|ini|cfg|conf|cnf|lock|properties|xml|cmake|env|md|rst|txt|patch|diff|gpg|asc|sig|pem|crt|key|pub|list|repo|sources|(sha|md)\d+(sums?)?|sums?|[ot]tf|woff2?)$|\.config\.[cm]?[jt]s$|\.template$|^(readme|licen[cs]e|changelog|copying|notice|makefile|justfile|procfile)\b|^((docker-)?compose|.*dockerfile)\b|^\./i;
