import { layerStack, type Measured } from '../../insights/stack/layer-stack.ts';
import { stackImage, stackPage } from '../../insights/stack/stack-page.ts';
import type { Analysis } from '../../insights/types.ts';
import type { Terminal } from '../terminal.ts';
import { writeTextFile } from '../write-text.ts';

/** Where pictures are to be written: a file each, or `-` for standard output. */
export interface Pictures {
  readonly svg?: string | undefined;
  readonly html?: string | undefined;
}

/** Writes the pictures that were asked for; false when none was. Throws a UsageError for a file that can't be written. */
export async function writePictures(
  analysis: Analysis,
  { svg, html }: Pictures,
  { terminal, measured }: { readonly terminal: Terminal; readonly measured: Measured },
): Promise<boolean> {
  const stack = layerStack(analysis, measured);
  for (const [name, draw] of [
    [svg, stackImage],
    [html, stackPage],
  ] as const) {
    if (name !== undefined) {
      await put(name, draw(stack), terminal);
    }
  }
  return svg !== undefined || html !== undefined;
}

async function put(name: string, text: string, terminal: Terminal): Promise<void> {
  if (name === '-') {
    terminal.out(text);
    return;
  }
  await writeTextFile(name, text, terminal);
}
