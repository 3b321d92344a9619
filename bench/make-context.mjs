import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The Dockerfile of a generated context. */
export const DOCKERFILE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE 8080:80\n';

const FILES_IN_FOLDER = 20;

/** Folders of a few levels with names as projects have them, and files of a few hundred bytes, known to git. */
export async function makeContext(root, size) {
  for (let made = 0, index = 0; made < size; index += 1) {
    const folder = path.join(root, `package-${index % 50}`, 'src', `module-${Math.floor(index / 50)}`);
    await mkdir(folder, { recursive: true });
    const count = Math.min(FILES_IN_FOLDER, size - made);
    await Promise.all(
      Array.from({ length: count }, (_, at) =>
        writeFile(path.join(folder, `component-${at}.ts`), 'x'.repeat((index * 7 + at * 13) % 300)),
      ),
    );
    made += count;
  }
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, 'Dockerfile'), DOCKERFILE);
  runToEnd('git', ['init', '--quiet'], root);
  runToEnd('git', ['-c', 'gc.auto=0', 'add', '.'], root);
  return root;
}

/** Runs a program whose output nobody wants. */
export function runToEnd(command, list, cwd) {
  const { status, error } = spawnSync(command, list, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    throw error ?? new Error(`${command} ended with ${status}.`);
  }
}
