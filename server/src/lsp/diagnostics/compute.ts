import type { Analyses } from '../analyses.ts';
import type { Builds } from '../builds/builds.ts';
import { diagnosticsOf, otherDiagnosticsOf, type DiagnosticOptions } from './diagnostics.ts';
import type { Computed } from './push-diagnostics.ts';

/** What diagnostics are made of. */
export interface ComputeOptions {
  readonly analyses: Analyses;
  readonly builds: () => Builds;
  readonly diagnosticOptions: DiagnosticOptions;
  /** False for a client that asks for a document's own diagnostics. */
  readonly sendsOwn: boolean;
}

/** The diagnostics that come of a Dockerfile as it is now; undefined for a document that is left alone. */
export async function computeDiagnostics(
  uri: string,
  { analyses, builds, diagnosticOptions, sendsOwn }: ComputeOptions,
): Promise<Computed | undefined> {
  const analysed = await analyses.of(uri);
  return (
    analysed && {
      version: analysed.version,
      own: sendsOwn ? [...diagnosticsOf(analysed, diagnosticOptions), ...builds().failures(analysed)] : [],
      others: otherDiagnosticsOf(analysed, diagnosticOptions),
    }
  );
}
