import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTree, type Image } from './image.ts';
import { readProgress, type Step } from './progress.ts';

/** Another one for each run, in everything that is built: no run finds what an earlier one left in the cache. */
export const RUN_ID = randomUUID();

const REPOSITORY = 'strata-engine-test';

/**
 * An image with the stand-ins, which differs from those of other names in a file that nobody reads. Cases that are built at
 * the same time need different ones (base/Dockerfile says why).
 */
export function baseNamed(name: string): string {
  return `${REPOSITORY}:base-${RUN_ID}-${name}`;
}

const NO_ATTESTATION = ['type=provenance,disabled=true'];

/** One of the Dockerfiles that are built together. */
export interface Target {
  /** Of lower-case letters; step names begin with it. */
  readonly name: string;
  /** Folder of the context, below the folder that is worked in. */
  readonly context: string;
  /** Path of the Dockerfile in it. */
  readonly dockerfile: string;
  /** The images that it names: each is {@link base}. */
  readonly images: readonly string[];
  readonly base: string;
}

/** The steps of a finished build, by the name of its target. */
export type Steps = ReadonlyMap<string, readonly Step[]>;

/** Builds the root file system with the stand-ins, once for each name. Rejects with what BuildKit says. */
export async function buildBases(names: readonly string[]): Promise<void> {
  const context = fileURLToPath(new URL('base/', import.meta.url));
  const contexts = { busybox: process.env['STRATA_ENGINE_BUSYBOX'] ?? '' };
  const definitions = names.map((name) => ({
    ...{ context, contexts, network: 'none', attest: NO_ATTESTATION },
    args: { RUN_ID, NAME: name },
    output: [`type=image,name=${baseNamed(name)}`],
  }));
  const folder = await mkdtemp(join(tmpdir(), 'strata-engine-base-'));
  try {
    await bake(
      folder,
      definitions,
      names.map((name) => ({ name: `base-${name}` })),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds with what is in the cache, and keeps no image. Rejects with what BuildKit and the stand-ins say where it fails. */
export async function build(folder: string, targets: readonly Target[]): Promise<Steps> {
  return bake(
    folder,
    targets.map((target) => ({ ...definitionOf(target), output: ['type=cacheonly'] })),
    targets,
  );
}

/** Runs every step anew, and takes the images apart; the results come in the targets' order. */
export async function buildImages(
  folder: string,
  targets: readonly Target[],
): Promise<{ readonly steps: Steps; readonly images: readonly Image[] }> {
  const tags = targets.map(() => `${REPOSITORY}:${randomUUID()}`);
  const steps = await bake(
    folder,
    targets.map((target, index) => ({
      ...definitionOf(target),
      'no-cache': true,
      output: [`type=tar,dest=${target.name}.tar`, `type=image,name=${tags[index] ?? ''}`],
    })),
    targets,
  );
  const inspected = JSON.parse(await docker(['image', 'inspect', ...tags])) as Record<string, unknown>[];
  const images = targets.map(async ({ name }, index): Promise<Image> => {
    const { Config, Architecture, Os, Author } = inspected[index] ?? {};
    const config = { ...(Config as Record<string, unknown>), Architecture, Os, Author };
    return { tree: readTree(await readFile(join(folder, `${name}.tar`))), config };
  });
  return { steps, images: await Promise.all(images) };
}

/** Removes the images that this run made. */
export async function removeImages(): Promise<void> {
  const ids = await docker(['image', 'ls', '--quiet', '--no-trunc', REPOSITORY]);
  const distinct = [...new Set(ids.split('\n').filter((id) => id !== ''))];
  if (distinct.length > 0) {
    await docker(['image', 'rm', '--force', ...distinct]);
  }
}

function definitionOf({ context, dockerfile, images, base }: Target): Record<string, unknown> {
  const contexts = Object.fromEntries(images.map((name) => [name, `docker-image://${base}`]));
  // A RUN may ask for the host's network, which is nobody's harm: the stand-ins use none.
  const entitlements = ['network.host'];
  // Nothing of what is built needs a network, and the engine of the tests has none.
  return {
    context,
    dockerfile,
    contexts,
    network: 'none',
    entitlements,
    attest: NO_ATTESTATION,
  };
}

/** One call for several builds: starting the client takes longer than most of the steps. */
async function bake(
  folder: string,
  definitions: readonly object[],
  targets: readonly Pick<Target, 'name'>[],
): Promise<Steps> {
  const target = Object.fromEntries(targets.map(({ name }, index) => [name, definitions[index]]));
  const names = targets.map(({ name }) => name);
  await writeFile(join(folder, 'bake.json'), JSON.stringify({ target }));
  const steps = await built(folder, ['bake', '--allow', 'network.host', '--file', 'bake.json', ...names]);
  return new Map(
    names.map((name) => [
      name,
      steps
        .filter((step) => step.name.startsWith(`[${name} `))
        .map((step) => ({ ...step, name: `[${step.name.slice(name.length + 2)}` })),
    ]),
  );
}

async function built(cwd: string, [command = '', ...args]: readonly string[]): Promise<readonly Step[]> {
  const { code, stderr } = await run(cwd, ['buildx', command, '--progress=rawjson', ...args]);
  const { steps, problem } = readProgress(stderr);
  if (code !== 0) {
    throw new Error(`the build fails:\n${problem}`);
  }
  return steps;
}

async function docker(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run('.', args);
  if (code !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}

function run(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    // Bake asks before it reads outside of its folder, where the base lies, and there is nobody to answer.
    const env = { ...process.env, BUILDX_BAKE_ENTITLEMENTS_FS: '0' };
    const options = { cwd, env, maxBuffer: 64 * 1024 * 1024, timeout: 120_000 };
    const child = execFile('docker', args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr });
    });
    child.stdin?.end();
  });
}
