import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { applyEdits } from '../support/apply-edits.ts';
import { build, buildImages, RUN_ID, type Target } from './docker.ts';
import { writeFolder } from './folders.ts';
import { compareImages, type EditedText } from './image.ts';
import type { Step } from './progress.ts';
import { imagesOf, mendingOf, sourceOf, type Mending } from './strata.ts';
import type { EngineCase } from './types.ts';

/** One version of a case on disk. */
interface Version {
  readonly root: string;
  readonly files: ReadonlyMap<string, string>;
}

const DOCKERFILE = 'Dockerfile';

interface EditedPath extends EditedText {
  readonly path: string;
}

/**
 * Builds a case before and after its fix, and rejects unless the images are equal (or differ as the case says), and unless
 * after an edit of a source the original installs again while the fixed version takes the mended installs from the cache.
 * `base` stands for every image that the Dockerfile names.
 */
export async function prove(one: EngineCase, base: string): Promise<void> {
  const { dockerfilePath: dockerfile = DOCKERFILE } = one;
  const home = await mkdtemp(join(tmpdir(), 'strata-engine-case-'));
  try {
    const files = new Map(Object.entries(one.files)).set(dockerfile, one.dockerfile);
    const read = await writeVersion(join(home, 'read'), files);
    const mending = await mendingOf(one, { root: read.root, dockerfile: join(read.root, dockerfile) });
    const edited = editedTexts(one, mending, read);
    // BuildKit takes a file for that of an earlier context of the same name if its size and its time are equal, which two cases' may be.
    const contextOf = (name: string): string => `${name}-of-${basename(home)}`;
    const [before, after] = await Promise.all(
      (['before', 'after'] as const).map((name) =>
        writeVersion(join(home, contextOf(name)), new Map([...files, ...versionsOf(edited, name)])),
      ),
    );
    assert.ok(before && after);
    const images = imagesOf(mending.analysis);
    const targets = ['before', 'after'].map((name): Target => ({
      name,
      context: contextOf(name),
      dockerfile,
      images,
      base,
    }));
    const built = await buildImages(home, targets);
    const [old, now] = built.images;
    assert.ok(old && now);
    assert.deepEqual(compareImages(old, now, edited), one.differences ?? [], 'the images before and after');
    if (one.cache ?? true) {
      const path = one.edit ?? sourceOf(mending);
      await editSource(one, path, [before, after]);
      const again = await build(home, targets);
      const stepsOf = (name: string): TwoBuilds => ({
        first: built.steps.get(name) ?? [],
        second: again.get(name) ?? [],
      });
      assertRunAgain(stepsOf('before'), mending, path);
      assertCached(stepsOf('after'), mending, path);
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function writeVersion(root: string, files: ReadonlyMap<string, string>): Promise<Version> {
  await writeFolder(root, files);
  return { root, files };
}

/** The frontend that this line names would be fetched; the engine's own one reads the same. */
function withoutSyntax(text: string): string {
  return text.replace(/^#\s*syntax\s*=.*\r?\n/i, '');
}

/** The files that the fix changes; the Dockerfile must turn out as the case says. */
function editedTexts(
  { dockerfilePath = DOCKERFILE, fixed }: EngineCase,
  { fix }: Mending,
  { files }: Version,
): EditedPath[] {
  return fix.edits.map((edit) => {
    assert.ok(edit.file !== 'compose', 'Compose files are no part of an image');
    const path = edit.file === 'dockerfile' ? dockerfilePath : edit.path;
    const before = files.get(path);
    const name = basename(path);
    if (edit.file === 'context') {
      return { path, name, before, after: edit.text };
    }
    const after = applyEdits(before ?? '', edit.edits);
    if (fixed !== undefined) {
      assert.equal(after, fixed, 'the Dockerfile after the fix');
    }
    return { path, name, before: withoutSyntax(before ?? ''), after: withoutSyntax(after) };
  });
}

function versionsOf(edited: readonly EditedPath[], name: 'before' | 'after'): (readonly [string, string])[] {
  return edited.flatMap(({ path, [name]: text }) => (text === undefined ? [] : [[path, text] as const]));
}

/** Another text in each case and run, so that nobody has built it yet. */
async function editSource(one: EngineCase, path: string, versions: readonly Version[]): Promise<void> {
  for (const { root, files } of versions) {
    await writeFolder(root, [[path, `${files.get(path) ?? ''}\n${one.name} ${RUN_ID}\n`]]);
  }
}

/** The steps of a version in its two builds: of everything, and after the edit. */
interface TwoBuilds {
  readonly first: readonly Step[];
  readonly second: readonly Step[];
}

/** Without the fix, something that it mends is installed again. */
function assertRunAgain({ first, second }: TwoBuilds, mending: Mending, edited: string): void {
  const commands = new Set(installing([...first, ...second], mending).map(({ name }) => commandIn(name)));
  assert.ok(
    second.some(({ name, cached }) => commands.has(commandIn(name)) && !cached),
    `before the fix an edit of ${edited} installs again, among:\n${named(second)}`,
  );
}

/** With the fix, every step that installed something in the first build is CACHED in the second. */
function assertCached({ first, second }: TwoBuilds, mending: Mending, edited: string): void {
  assert.deepEqual(
    installing(second, mending).map(({ name }) => name),
    [],
    `after the fix an edit of ${edited} installs nothing`,
  );
  const before = installing(first, mending);
  assert.notEqual(before.length, 0, `the fixed version installs something, among:\n${named(first)}`);
  for (const { name } of before) {
    assert.ok(
      second.some((step) => commandIn(step.name) === commandIn(name) && step.cached),
      `${name} is CACHED after the edit, among:\n${named(second)}`,
    );
  }
}

/** The steps in which programs that the message of the finding names installed something; others may in their own right. */
function installing(steps: readonly Step[], { finding }: Mending): readonly Step[] {
  return steps.filter(({ installed }) =>
    installed.some((what) => finding?.message.includes(what.slice(0, what.indexOf(' ')))),
  );
}

/** Without stage and number, which a step that several builds share may have from another one. */
function commandIn(name: string): string {
  return name.replace(/^\[[^\]]*\] /, '');
}

function named(steps: readonly Step[]): string {
  return steps
    .map(({ name, cached, installed }) => `${name}${cached ? ' CACHED' : ''} ${installed.join(', ')}`)
    .join('\n');
}
