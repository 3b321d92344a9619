import { runDocker } from './docker-run.ts';
import type { DockerEnd } from './docker-run.ts';
import { engineProblem } from './problems.ts';
import type { EngineProblem } from './problems.ts';

/** What builds behind the engine's command, or why nothing does. */
export type Buildx =
  | { readonly kind: 'buildx'; readonly version: Version }
  /** It is Podman, by whatever name, which builds by itself. */
  | { readonly kind: 'podman' }
  | ({ readonly kind: 'none' } & EngineProblem)
  /** The signal stopped the question. */
  | { readonly kind: 'stopped' };

/** Major and minor. */
export type Version = readonly [number, number];

/** Milliseconds for a question that needs no engine. */
const LIMIT = 20_000;

/** Asks the engine's command what builds behind it. Never rejects. */
export async function buildxOf(path: string, signal: AbortSignal | undefined): Promise<Buildx> {
  const probe = await runDocker(['buildx', 'version'], { path, signal, timeout: LIMIT });
  if (probe.kind === 'stopped') {
    return { kind: 'stopped' };
  }
  const version = probe.kind === 'ended' && probe.code === 0 ? versionIn(probe.stdout) : undefined;
  if (version !== undefined) {
    return { kind: 'buildx', version };
  }
  return probe.kind === 'ended' && (await isPodman(path, signal))
    ? { kind: 'podman' }
    : { kind: 'none', ...noBuildx(probe, path) };
}

async function isPodman(path: string, signal: AbortSignal | undefined): Promise<boolean> {
  const end = await runDocker(['--version'], { path, signal, timeout: LIMIT });
  return end.kind === 'ended' && end.code === 0 && end.stdout.startsWith('podman version ');
}

/** Whether one version is another, or newer. */
export function isAtLeast([major, minor]: Version, [a, b]: Version): boolean {
  return major > a || (major === a && minor >= b);
}

/** `github.com/docker/buildx v0.29.1 abc`, also without the `v` and with a distribution's suffix. */
function versionIn(text: string): Version | undefined {
  const [, major, minor] = /\bbuildx\s+v?(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}

function noBuildx(probe: DockerEnd, path: string): EngineProblem {
  return (
    (probe.kind === 'ended' && probe.code === 0 ? undefined : engineProblem(probe, path)) ?? {
      message: `The command ${path} has no buildx that Strata can read. Install Docker's plugin (docker-buildx-plugin, or docker-buildx).`,
      isOfCommand: true,
    }
  );
}
