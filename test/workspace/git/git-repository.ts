import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A commit of a test: what it writes. Its time is its position, counted from `FIRST_DATE`. */
export interface TestCommit {
  /** Path to content; undefined removes it, and `SUBMODULE` makes it a submodule. */
  readonly files: Readonly<Record<string, string | undefined>>;
  /** Positions of the parents, the one before it if not given. */
  readonly parents?: readonly number[];
}

export const SUBMODULE = '0123456789012345678901234567890123456789';
export const FIRST_DATE = 1_700_000_000;

/** A folder for repositories; `remove` it after the test. Its path has no symlinks. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'strata-git-')));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Runs git for a test, without the configuration of the machine. */
export function git(folder: string, args: readonly string[], input?: string): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    env: { ...env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    encoding: 'utf8',
    input: input ?? '',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Makes a repository with these commits on its branch, oldest first, and nothing in its working tree but folders. */
export function createRepository(
  folder: string,
  commits: readonly TestCommit[],
  folders: readonly string[] = [],
): void {
  mkdirSync(folder, { recursive: true });
  git(folder, ['-c', 'init.defaultBranch=main', 'init', '-q']);
  git(folder, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
  git(folder, ['fast-import', '--quiet'], commits.map(importText).join(''));
  for (const path of folders) {
    mkdirSync(join(folder, path), { recursive: true });
  }
}

function importText({ files, parents }: TestCommit, position: number): string {
  const from = parents ?? (position === 0 ? [] : [position - 1]);
  const lines = [
    'commit refs/heads/main',
    `mark :${position + 1}`,
    `committer A <a@example.org> ${FIRST_DATE + position} +0000`,
    'data 1',
    'm',
    ...from.map((parent, index) => `${index === 0 ? 'from' : 'merge'} :${parent + 1}`),
    ...Object.entries(files).map(([path, content]) => changeText(quoted(path), content)),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function changeText(path: string, content: string | undefined): string {
  if (content === undefined) {
    return `D ${path}`;
  }
  return content === SUBMODULE
    ? `M 160000 ${SUBMODULE} ${path}`
    : `M 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n${content}`;
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}
