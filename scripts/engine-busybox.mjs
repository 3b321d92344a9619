import { spawn } from 'node:child_process';
import process from 'node:process';

const DOCKERFILE = `FROM scratch
COPY --from=busybox /bin/busybox /bin/busybox
RUN --network=none ["/bin/busybox", "--install", "-s", "/bin"]
CMD ["sh"]
`;

/** The base image of examples/busybox-site. */
const NAME = 'busybox:1.37';

/**
 * Gives an engine of our own, which has no network, the image that examples/busybox-site starts from, made of the busybox in the
 * folder of its packages. Rejects with what Docker says.
 */
export async function giveBusybox(env, root) {
  const args = ['buildx', 'build', '--quiet', '--tag', NAME, '--build-context', `busybox=${root}`, '-'];
  const child = spawn('docker', args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdin.end(DOCKERFILE);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`${NAME} can't be made: ${errors.trim()}`);
  }
}
