import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { createContexts } from '../../server/src/lsp/contexts/contexts.ts';
import type { Contexts } from '../../server/src/lsp/contexts/contexts.ts';
import { contextClues } from '../../server/src/insights/context-clues.ts';
import { DEFAULT_SETTINGS } from '../../server/src/lsp/settings/settings.ts';
import { SUMMARY_REQUEST } from '../../shared/wire.ts';
import type { SummaryResult } from '../../shared/wire.ts';
import { memoryFiles } from '../support/memory-files.ts';
import { startClient } from './client.ts';

const FILES = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'docker/start.sh': 'node .',
};
const TEXT =
  'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY docker/start.sh /\nCMD ["/start.sh"]\n';

describe('the context of a Dockerfile that is being written', () => {
  it('is found while nothing is saved', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'strata-lsp-'));
    await mkdir(path.join(folder, 'docker'));
    for (const [name, text] of Object.entries({ ...FILES, 'docker/Dockerfile': '' })) {
      await writeFile(path.join(folder, name), text);
    }
    const client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    const uri = pathToFileURL(path.join(folder, 'docker', 'Dockerfile')).href;
    const until = async (end: string): Promise<void> => {
      for (;;) {
        const again = client.nextRequest('workspace/diagnostic/refresh');
        const { tooltip } = await client.request<SummaryResult>(SUMMARY_REQUEST, { uri });
        if (tooltip.includes(end)) {
          return;
        }
        await again;
      }
    };
    client.open('FROM node:22\n', { uri });
    await until("Build context docker: The Dockerfile's own folder");
    client.change(uri, TEXT);
    await until('Build context .: package.json exists in');
    const report = await client.pull(uri);
    assert.equal(report.kind, 'full');
    const codes = (report as { items: Diagnostic[] }).items.map(({ code }) => code);
    assert.ok(!codes.includes('context/source-missing'), codes.join());
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });
});

/** A Dockerfile in `docker`, opened with a text, and a clock that stands still between the keys. */
class Writing {
  readonly uri = '/w/docker/Dockerfile';
  #text: string;
  /** What is to be done once nobody types. */
  readonly #pending = new Set<() => void>();
  #relocations = 0;
  readonly #contexts: Contexts;

  constructor(text: string) {
    this.#text = text;
    const tree = Object.fromEntries(Object.entries(FILES).map(([name, content]) => [`/w/${name}`, content]));
    this.#contexts = createContexts({
      disk: {
        files: memoryFiles({ ...tree, '/w/docker/Dockerfile': '' }),
        placeOf: (uri) => uri,
        uriOf: (place) => place,
      },
      folders: () => ['/w'],
      openTexts: () => new Map([[this.uri, this.#text]]),
      settings: () => Promise.resolve(DEFAULT_SETTINGS),
      clues: () => Promise.resolve(contextClues(this.#text)),
      picked: () => undefined,
      onLoaded: () => undefined,
      onRelocated: () => {
        this.#relocations++;
      },
      onNote: () => undefined,
      later: (_milliseconds, run) => {
        this.#pending.add(run);
        return () => {
          this.#pending.delete(run);
        };
      },
    });
  }

  type(text: string): void {
    this.#text = text;
    this.#contexts.typed(this.uri);
  }

  /** Nobody types for a while. */
  rest(): void {
    const runs = [...this.#pending];
    this.#pending.clear();
    runs.forEach((run) => {
      run();
    });
  }

  save(): void {
    this.#contexts.reload(this.uri);
  }

  close(): void {
    this.#contexts.forget(this.uri);
  }

  async root(): Promise<string | undefined> {
    await this.#contexts.ready(this.uri);
    return this.#contexts.of(this.uri).root;
  }

  get pending(): number {
    return this.#pending.size;
  }

  get relocations(): number {
    return this.#relocations;
  }
}

/** Lets everything else have its turn until something is so. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  }
}

describe('looking for a context again while somebody types', () => {
  const opened = async (text: string): Promise<Writing> => {
    const writing = new Writing(text);
    await writing.root();
    return writing;
  };
  const isAt = (writing: Writing, root: string) => async (): Promise<boolean> =>
    (await writing.root()) === root;

  it('waits until nobody types for a moment', async () => {
    const writing = await opened('FROM node:22\n');
    writing.type('FROM node:22\nCOPY package.json ./\n');
    writing.type(TEXT);
    assert.equal(writing.pending, 1);
    assert.equal(await writing.root(), '/w/docker');
    writing.rest();
    await until(isAt(writing, '/w'));
    assert.equal(writing.relocations, 1);
  });

  it('is not done where the text names the same files', async () => {
    const writing = await opened('FROM node:22\n');
    writing.type('FROM node:22\nRUN true\n');
    writing.rest();
    writing.type(TEXT);
    writing.rest();
    await until(isAt(writing, '/w'));
    assert.equal(writing.relocations, 1);
  });

  it('leaves no context because a path is being rewritten, until that is saved', async () => {
    const text = 'FROM node:22\nCOPY package.json ./\n';
    const writing = await opened(text);
    assert.equal(await writing.root(), '/w');
    writing.type(text.replace('package', 'pack'));
    writing.rest();
    await until(() => writing.relocations > 0);
    assert.equal(await writing.root(), '/w');
    writing.save();
    assert.equal(await writing.root(), '/w/docker');
  });

  it('is forgotten with the document', async () => {
    const writing = await opened('FROM node:22\n');
    writing.type(TEXT);
    writing.close();
    assert.equal(writing.pending, 0);
  });
});
