import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a tree of texts with modes that depend on nothing but the texts; a path that ends in `/` is an empty folder. */
export async function writeFolder(root: string, files: Iterable<readonly [string, string]>): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const [path, text] of files) {
    const place = join(root, path);
    if (path.endsWith('/')) {
      await mkdir(place, { recursive: true });
    } else {
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, text);
      // Scripts are executable, as git keeps them; empty ones run, too.
      await chmod(place, /(\.sh|(^|\/)(mvnw|gradlew))$/.test(path) ? 0o755 : 0o644);
    }
  }
}
