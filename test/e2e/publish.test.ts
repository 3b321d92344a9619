import * as vscode from 'vscode';
import { bridge } from './bridge.ts';
import { eventually, lensLines, show, startAfresh, until, workspaceUri, writeFile } from './support.ts';

const BOX = '.quick-input-widget input';
const dockerfile = () => workspaceUri('published', 'Dockerfile');

/** The lens of the only EXPOSE. */
async function exposed(): Promise<string | undefined> {
  return (await lensLines(dockerfile())).find((line) => line.startsWith('2: '));
}

async function writeCompose(port: string): Promise<void> {
  await writeFile(
    ['published', 'compose.yaml'],
    `services:\n  web:\n    build: .\n    ports:\n      - "${port}"\n`,
  );
}

describe('what is published', () => {
  before(async () => {
    await writeFile(['published', 'Dockerfile'], 'FROM alpine\nEXPOSE 3000\n');
    await writeCompose('8080:3000');
  });
  beforeEach(startAfresh);
  after(async () => {
    await startAfresh();
    await vscode.workspace.fs.delete(workspaceUri('published'), { recursive: true });
  });

  it('by Compose is in the lens on EXPOSE, and follows both files', async () => {
    const lens = (port: string, says: string): string => `2: Metadata · documents ${port}/tcp${says}`;
    const copy = ' | Copy docker run -p 4000:4000';
    const offers = `${copy} | Publish in Compose`;
    const { document } = await show(dockerfile());
    await eventually(exposed, lens('3000', ' · Compose web publishes it as 8080'));
    await writeCompose('9090:3000');
    await eventually(exposed, lens('3000', ' · Compose web publishes it as 9090'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(1).range, 'EXPOSE 4000');
    await vscode.workspace.applyEdit(edit);
    await eventually(exposed, lens('4000', ` · Compose web publishes 9090→3000${offers}`));
    await vscode.workspace.fs.delete(workspaceUri('published', 'compose.yaml'));
    await eventually(exposed, lens('4000', `, publishes nothing${copy}`));
    await writeCompose('8080:3000');
    await eventually(exposed, lens('4000', ` · Compose web publishes 8080→3000${offers}`));
  });

  it('by docker run may have other ports', async function () {
    if (bridge === undefined) {
      this.skip();
    }
    const screen = bridge;
    await vscode.env.clipboard.writeText('something else');
    await show(dockerfile());
    void vscode.commands.executeCommand('strata.copyDockerRunWithPorts');
    await until('the box', async () => (await screen.boxes(BOX)).length > 0);
    await screen.press('ControlOrMeta+a');
    await screen.type('8080:x', 30);
    await until('what is wrong', async () =>
      (await screen.boxes('.quick-input-widget')).some(({ text }) =>
        text.includes('invalid containerPort: x'),
      ),
    );
    await screen.press('Backspace');
    await screen.press('9');
    await screen.screenshot('docker-run-ports');
    await screen.press('Enter');
    await eventually(async () => vscode.env.clipboard.readText(), 'docker run -p 8080:9 IMAGE');
  });
});
