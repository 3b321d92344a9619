import type { BaseLanguageClient } from 'vscode-languageclient';

/** What a server answers; undefined for null, and from a server that is on its way out. */
export async function askServer<R>(
  client: BaseLanguageClient,
  method: string,
  params: object,
): Promise<R | undefined> {
  try {
    return (await client.sendRequest<R | null>(method, params)) ?? undefined;
  } catch {
    // The client library tells when that is a problem.
    return undefined;
  }
}
