import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dockerfileOf, FIRST_LINE } from './copied-case.ts';
import type { CopiedCase } from './copied-case.ts';
import { readProgress } from './progress.ts';
import { readTar } from './tar.ts';

/** What a stage holds by its path, without a slash in front. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** A file, folder or symlink. */
export interface TreeEntry {
  readonly kind: 'file' | 'folder' | 'link';
  readonly content: string;
}

/** What became of a stage: what is in it, or what BuildKit said. */
export type Outcome = Tree | string;

/** Where a case lies on the disk. */
export interface CaseFolder {
  readonly context: string;
  readonly dockerfile: string;
}

/** Writes the context and, where it belongs, the Dockerfile. */
export async function writeCase(home: string, one: CopiedCase): Promise<CaseFolder> {
  const context = join(home, 'context');
  await mkdir(context, { recursive: true });
  for (const [path, item] of one.items) {
    const place = join(context, path);
    await mkdir(dirname(place), { recursive: true });
    if (item.kind === 'folder') {
      await mkdir(place, { recursive: true });
    } else if (item.kind === 'link') {
      await symlink(item.target, place);
    } else {
      await writeFile(place, item.content);
      await chmod(place, item.executable ? 0o755 : 0o644);
    }
  }
  const dockerfile = join(context, one.dockerfile);
  await mkdir(dirname(dockerfile), { recursive: true });
  await writeFile(dockerfile, dockerfileOf(one));
  return { context, dockerfile };
}

/** The stage of the step that fails; others are canceled. */
const FAILED = /^\[s(\d+) \d+\/\d+\] (?!.*context canceled$)/m;

/**
 * Builds all stages together. One that fails keeps nobody else from being built: BuildKit says which one it is, and the rest is built
 * without it and what copies from it.
 */
export async function buildStages(
  folder: CaseFolder,
  one: CopiedCase,
  doomed: readonly number[],
): Promise<readonly Outcome[]> {
  const failures = new Map<number, string>();
  const fail = (stage: number, problem: string): void => {
    failures.set(stage, problem);
    for (const [reader, lines] of one.stages.entries()) {
      if (!failures.has(reader) && lines.some((line) => line.includes(` --from=s${stage} `))) {
        fail(reader, `stage ${stage} fails`);
      }
    }
  };
  const surprises = new Map<number, Tree>();
  for (const [index, alone] of (
    await Promise.all(doomed.map((stage) => buildAlone(folder, stage)))
  ).entries()) {
    const stage = doomed[index] ?? 0;
    if (typeof alone === 'string') {
      fail(stage, alone);
    } else {
      surprises.set(stage, alone);
    }
  }
  for (;;) {
    await writeFile(folder.dockerfile, dockerfileOf(one, new Set(failures.keys())));
    const built = await build(folder);
    const failed = typeof built === 'string' ? FAILED.exec(built)?.[1] : undefined;
    if (typeof built === 'string' && failed !== undefined && !failures.has(Number(failed))) {
      fail(Number(failed), built);
      continue;
    }
    return one.stages.map(
      (_lines, stage) =>
        failures.get(stage) ??
        surprises.get(stage) ??
        (typeof built === 'string' ? built : below(built, `s${stage}/`)),
    );
  }
}

/** One stage as a build of its own, so that nothing of the context is sent for others. */
export async function buildAlone(folder: CaseFolder, stage: number): Promise<Outcome> {
  return build(folder, `s${stage}`);
}

async function build({ context, dockerfile }: CaseFolder, target = ''): Promise<Outcome> {
  const archive = join(context, '..', `image${target}.tar`);
  // What is in the cache hides failures: that of a pattern below a folder that is not there.
  const fixed = ['--no-cache', '--progress=rawjson', '--provenance=false', '--file', dockerfile];
  const args = [
    'buildx',
    'build',
    ...fixed,
    '--target',
    target,
    '--output',
    `type=tar,dest=${archive}`,
    context,
  ];
  const { code, stderr } = await run('docker', args);
  return code === 0
    ? treeOf(await readFile(archive))
    : `${/^ERROR: .*$/m.exec(stderr)?.[0] ?? ''}\n${readProgress(stderr).problem}`;
}

function run(command: string, args: readonly string[]): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 }, (error, _stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stderr });
    });
  });
}

function treeOf(archive: Buffer): Tree {
  return new Map(
    readTar(archive).map(({ path, type, target, content }) => [
      path,
      {
        kind: type === '2' ? 'link' : type === '5' ? 'folder' : 'file',
        content: type === '2' ? target : contentOf(content.toString('latin1')),
      },
    ]),
  );
}

/** The Dockerfile's own text is another one whenever a stage fails. */
function contentOf(text: string): string {
  return text.startsWith(FIRST_LINE) ? FIRST_LINE : text;
}

function below(tree: Tree, prefix: string): Tree {
  return new Map(
    [...tree].flatMap(([path, entry]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), entry] as const] : [],
    ),
  );
}
