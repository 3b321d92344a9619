import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { DOCKER_RUN_REQUEST } from '../../shared/wire.ts';
import type { DockerRunParams, DockerRunResult } from '../../shared/wire.ts';
import { askServer } from './ask-server.ts';

/** Lets a person choose the ports of a Dockerfile's `docker run` command; undefined when they changed their mind. */
export async function chooseDockerRun(
  client: BaseLanguageClient,
  uri: vscode.Uri,
): Promise<string | undefined> {
  const offered = await request(client, uri, null);
  if (offered === undefined) {
    return undefined;
  }
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Copy docker run command with other ports'),
    prompt: vscode.l10n.t(
      'The port on your machine, then the port in the container: 8080:3000. Several are separated by spaces; 127.0.0.1:8080:3000 is reached from your machine alone.',
    ),
    placeHolder: offered.kind === 'refused' ? offered.message : '8080:3000',
    value: offered.kind === 'command' ? offered.ports : '',
    validateInput: async (value) => {
      const result = await request(client, uri, value);
      return result?.kind === 'refused' ? result.message : undefined;
    },
  });
  if (typed === undefined) {
    return undefined;
  }
  const result = await request(client, uri, typed);
  return result?.kind === 'command' ? result.command : undefined;
}

async function request(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  ports: string | null,
): Promise<DockerRunResult | undefined> {
  if (!client.isRunning()) {
    return undefined;
  }
  const params: DockerRunParams = { uri: client.code2ProtocolConverter.asUri(uri), ports };
  return askServer(client, DOCKER_RUN_REQUEST, params);
}
