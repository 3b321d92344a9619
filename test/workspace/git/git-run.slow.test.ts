import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_PROGRAMS, runGit } from '../../../server/src/workspace/git/git-run.ts';
import { createRepository, git, temporaryFolder } from './git-repository.ts';

describe('runGit', () => {
  const folder = temporaryFolder();
  const repository = join(folder.path, 'repo');
  before(() => {
    createRepository(repository, [{ files: { 'é "x"': 'x'.repeat(1000) } }]);
  });
  after(() => {
    folder.remove();
  });

  /** Sets variables for one call, as a shell or a git hook would have. */
  async function within<T>(env: NodeJS.ProcessEnv, call: () => Promise<T>): Promise<T> {
    const before = { ...process.env };
    Object.assign(process.env, env);
    try {
      return await call();
    } finally {
      for (const name of Object.keys(env)) {
        if (before[name] === undefined) {
          // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
          delete process.env[name];
        } else {
          process.env[name] = before[name];
        }
      }
    }
  }

  it('gives what git writes', async () => {
    const answer = await runGit(['ls-tree', '-z', '--name-only', 'HEAD'], repository);
    assert.deepEqual(answer, { text: 'é "x"\0', complete: true });
  });

  it('stops at a bound and says so', async () => {
    const answer = await runGit(['cat-file', 'blob', 'HEAD:é "x"'], repository, { maxBytes: 10 });
    assert.deepEqual(answer, { text: 'x'.repeat(10), complete: false });
    const exact = await runGit(['cat-file', 'blob', 'HEAD:é "x"'], repository, { maxBytes: 1000 });
    assert.equal(exact?.complete, true);
  });

  it('stops at a time and says so, even if something that git started goes on', async () => {
    const args = ['-c', 'alias.slow=!sleep 1', 'slow'];
    assert.deepEqual(await runGit(args, repository, { timeout: 1 }), { text: '', complete: false });
  });

  it('is undefined where git fails, and where there is no repository, no folder and no git', async () => {
    assert.equal(await runGit(['no-such-command'], repository), undefined);
    assert.equal(await runGit(['rev-parse', 'HEAD'], join(repository, 'missing')), undefined);
    mkdirSync(join(folder.path, 'plain'));
    const ceiling = { GIT_CEILING_DIRECTORIES: folder.path };
    assert.equal(
      await within(ceiling, () => runGit(['rev-parse', 'HEAD'], join(folder.path, 'plain'))),
      undefined,
    );
    assert.equal(
      await within({ PATH: folder.path }, () => runGit(['rev-parse', 'HEAD'], repository)),
      undefined,
    );
  });

  it('is undefined when it is cancelled, before or during the run', async () => {
    assert.equal(await runGit(['log'], repository, { signal: AbortSignal.abort() }), undefined);
    const controller = new AbortController();
    const answer = runGit(['log'], repository, { signal: controller.signal });
    controller.abort();
    assert.equal(await answer, undefined);
  });

  it('looks at the folder, whatever repository a hook runs for', async () => {
    const other = join(folder.path, 'other');
    createRepository(other, [{ files: { other: '' } }]);
    const env = { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_TRACE: '1' };
    const answer = await within(env, () => runGit(['ls-tree', '-z', '--name-only', 'HEAD'], repository));
    assert.equal(answer?.text, 'é "x"\0');
  });

  it('runs no program that the repository names', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const evil = join(folder.path, 'evil');
    const trap = join(folder.path, 'trap');
    createRepository(evil, [{ files: { a: '1', '.gitattributes': '* diff=evil' } }, { files: { a: '2' } }]);
    git(evil, ['reset', '-q', '--hard']);
    writeFileSync(join(folder.path, 'run.sh'), `#!/bin/sh\ntouch '${trap}'\n`, { mode: 0o755 });
    for (const name of [
      'core.fsmonitor',
      'core.pager',
      'diff.external',
      'diff.evil.textconv',
      'gpg.program',
    ]) {
      git(evil, ['config', name, join(folder.path, 'run.sh')]);
    }
    git(evil, ['config', 'log.showSignature', 'true']);
    writeFileSync(join(evil, 'a'), '3');
    assert.match((await runGit(['log', '-p', ...NO_PROGRAMS], evil))?.text ?? '', /^\+2$/m);
    assert.match((await runGit(['diff', ...NO_PROGRAMS], evil))?.text ?? '', /^\+3$/m);
    assert.match((await runGit(['status', '--porcelain'], evil))?.text ?? '', /M a/);
    assert.equal(existsSync(trap), false);
  });
});
