import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { URL, fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Ignored by git; a clone fetches the packages once. */
const HOME = fileURLToPath(new URL('../.engine-test/', import.meta.url));

/** Change it when a list below changes: it names the folder, so that an older set is not taken for the new one. */
const SET = 'packages-1';

/** A current engine. Its programs are static enough to run on the Debian releases of these years. */
const FROM_SID = ['docker.io', 'docker-cli', 'docker-buildx', 'containerd', 'tini'];

/** What must fit the C library of this machine, and what the stand-in root file system is made of. */
const FROM_HERE = ['runc', 'libseccomp2', 'busybox-static'];

/** What of the packages is kept; their documentation is none of ours. */
const KEPT = ['bin', 'sbin', 'lib', 'usr/bin', 'usr/sbin', 'usr/lib', 'usr/libexec'];

/**
 * The programs of a Docker engine, fetched from the Debian mirror that this machine uses, unpacked below `.engine-test/` and
 * installed nowhere. Resolves to the folder that stands for `/`; rejects with a reason for people where there can be none.
 */
export async function enginePackages() {
  await checkMachine();
  const folder = path.join(HOME, SET);
  if (!existsSync(folder)) {
    await mkdir(HOME, { recursive: true });
    const work = await mkdtemp(path.join(HOME, 'fetching-'));
    try {
      await unpack(await download(work), path.join(work, 'root'));
      // Somebody else may have been faster; theirs is as good.
      await rename(path.join(work, 'root'), folder).catch((error) => {
        if (!existsSync(folder)) {
          throw error;
        }
      });
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  return folder;
}

async function checkMachine() {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (process.platform !== 'linux' || !/^ID="?debian"?$/m.test(release)) {
    throw new Error('there is no engine here, and one can be fetched on Debian only');
  }
  if (process.getuid?.() !== 0) {
    throw new Error('there is no engine here, and only root can start one');
  }
}

/** Downloads into `work/debs` with lists and state of its own, so that the machine's packages stay as they are. */
async function download(work) {
  const { mirror, suite } = await mirrorOf();
  const lines = ['sid', suite].map(
    (one) => `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror} ${one} main\n`,
  );
  const debs = path.join(work, 'debs');
  for (const folder of ['lists/partial', 'cache/archives/partial', 'debs']) {
    await mkdir(path.join(work, folder), { recursive: true });
  }
  await writeFile(path.join(work, 'status'), '');
  await writeFile(path.join(work, 'sources.list'), lines.join(''));
  const options = [
    `Dir::Etc::sourcelist=${work}/sources.list`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::lists=${work}/lists`,
    `Dir::Cache=${work}/cache`,
    `Dir::State::status=${work}/status`,
    // The sandbox user may not read the folders above this one.
    'APT::Sandbox::User=root',
    'Acquire::Retries=2',
    'Acquire::http::Timeout=20',
  ].flatMap((option) => ['-o', option]);
  const names = [...FROM_SID.map((name) => `${name}/sid`), ...FROM_HERE.map((name) => `${name}/${suite}`)];
  try {
    await run('apt-get', ['-q', ...options, '-o', 'APT::Update::Error-Mode=any', 'update'], limits(debs));
    await run('apt-get', ['-q', ...options, 'download', ...names], limits(debs));
  } catch (error) {
    throw new Error(`its packages can't be fetched: ${lastLine(error.stderr) ?? error.message}`, {
      cause: error,
    });
  }
  return debs;
}

function limits(cwd) {
  return { cwd, timeout: 180_000, env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 16 * 1024 * 1024 };
}

/** The archive that this machine's own packages come from. */
async function mirrorOf() {
  const release = await readFile('/etc/os-release', 'utf8');
  const codename = /^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1];
  const { stdout } = await run('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI) $(RELEASE) $(COMPONENT)',
  ]);
  for (const line of stdout.split('\n')) {
    const [mirror, suite, component] = line.split(' ');
    if (component === 'main' && (suite === codename || suite === 'stable')) {
      return { mirror, suite };
    }
  }
  throw new Error('its packages can’t be fetched: apt knows no Debian mirror');
}

async function unpack(debs, root) {
  const whole = `${debs}-unpacked`;
  for (const name of await readdir(debs)) {
    await run('dpkg', ['-x', path.join(debs, name), whole]);
  }
  for (const folder of KEPT.filter((one) => existsSync(path.join(whole, one)))) {
    await cp(path.join(whole, folder), path.join(root, folder), { recursive: true, verbatimSymlinks: true });
  }
}

function lastLine(text) {
  return text?.trim().split('\n').pop();
}
