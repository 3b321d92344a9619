/**
 * The build arguments that BuildKit keeps to itself, by what it scans for the SBOM when they say so: no instruction sees them (nonEnvArgs
 * in dockerfile2llb/convert.go). Above the first FROM they count for all stages.
 */
export const SCAN_ARGS: ReadonlyMap<string, 'context' | 'stage'> = new Map([
  ['BUILDKIT_SBOM_SCAN_CONTEXT', 'context'],
  ['BUILDKIT_SBOM_SCAN_STAGE', 'stage'],
]);
