import { readFile, writeFile } from 'node:fs/promises';
import { minify } from 'terser';

/**
 * Makes a program that esbuild has minified smaller still: terser puts what is used once in its place and folds more
 * (docs/decisions/0019-terser-after-esbuild.md). The program may be one expression, whose value counts (`keptProgram`), and stays ASCII.
 */
export async function makeSmaller(file) {
  const { code } = await minify(await readFile(file, 'utf8'), {
    ecma: 2020,
    compress: { expression: true },
    format: { ascii_only: true, comments: 'some' },
  });
  await writeFile(file, code);
}
