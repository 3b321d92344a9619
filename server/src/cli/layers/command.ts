import type { Command } from 'commander';
import { createHistoryLoader } from '../../workspace/git/git-history.ts';
import { blockingFiles } from '../../workspace/tree/blocking-files.ts';
import { analyzeInput } from '../analyze-input.ts';
import { buildOptions, withBuildFlags, type BuildFlags } from '../build-options.ts';
import { colorsFor } from '../colors.ts';
import { compareImage } from './compare-image.ts';
import { readDockerfile } from '../dockerfile-input.ts';
import { layersJson } from './json.ts';
import { writePictures } from './picture.ts';
import { layersText } from './text.ts';
import type { Terminal } from '../terminal.ts';

interface LayersOptions extends BuildFlags {
  readonly json?: boolean;
  readonly image?: string;
  readonly svg?: string;
  readonly html?: string;
  readonly color: boolean;
}

/** `strata layers`: the Dockerfile with what each instruction is to the image. */
export function addLayersCommand(program: Command, terminal: Terminal): void {
  withBuildFlags(
    program
      .command('layers')
      .description('Print a Dockerfile with what each instruction is to the image.')
      .argument('[dockerfile]', 'a Dockerfile, a folder that holds one, or - for standard input', undefined),
  )
    .option('--image <name>', 'show the sizes of an image that was built from it, as Docker knows them')
    .option('--json', 'print stages, instructions and the image as JSON')
    .option('--svg <file>', 'write a picture of the image there; - for standard output')
    .option('--html <file>', 'the same as a page')
    .option('--no-color', 'no colours, as with NO_COLOR set')
    .action(async (dockerfile: string | undefined, options: LayersOptions) => {
      const files = blockingFiles();
      const build = buildOptions(options, terminal.env);
      const input = await readDockerfile(files, terminal, dockerfile);
      const analysis = await analyzeInput(files, input, {
        cwd: terminal.cwd,
        context: options.context,
        build,
        loadHistory: createHistoryLoader(),
      });
      const comparison =
        options.image === undefined ? undefined : await compareImage(analysis, options.image);
      if (
        await writePictures(analysis, options, {
          terminal,
          measured: (node) => ({ bytes: comparison?.bytes.get(node) }),
        })
      ) {
        return;
      }
      terminal.out(
        options.json === true
          ? `${JSON.stringify(layersJson(analysis, comparison), undefined, 2)}\n`
          : layersText(analysis, {
              colors: colorsFor(terminal, options.color),
              columns: terminal.columns,
              cwd: terminal.cwd,
              comparison,
            }),
      );
    });
}
