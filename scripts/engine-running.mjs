import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The first engine whose BuildKit knows all that the fixes write (heredocs, `COPY --link`) and named build contexts. */
const OLDEST = 23;

/**
 * The engine that this machine's `docker` talks to. Resolves to undefined where none answers; rejects with a reason for
 * people where one does that can't be used. It is left as it was found, but for build cache.
 */
export async function runningEngine() {
  const version = await docker(['version', '--format', '{{.Server.Version}}']);
  if (version === undefined) {
    if (process.env.DOCKER_HOST) {
      throw new Error(`the engine at DOCKER_HOST does not answer`);
    }
    return undefined;
  }
  if (Number.parseInt(version, 10) < OLDEST) {
    throw new Error(`the engine is Docker ${version}, older than ${OLDEST}`);
  }
  const help = await docker(['buildx', 'build', '--help']);
  if (!help?.includes('rawjson')) {
    throw new Error('docker has no buildx that can print --progress=rawjson');
  }
  if ((await docker(['version', '--format', '{{.Server.Os}}'])) !== 'linux') {
    throw new Error('the engine builds no Linux images');
  }
  // The builder of the context itself keeps its images where the next build finds them.
  const context = (await docker(['context', 'show'])) ?? 'default';
  return {
    env: { BUILDX_BUILDER: context },
    busybox: 'docker-image://busybox:latest',
    stop: () => Promise.resolve(),
  };
}

async function docker(args) {
  try {
    const { stdout } = await run('docker', args, { timeout: 15_000 });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
