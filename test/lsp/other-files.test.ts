import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { PUBLISH_CHOICES_REQUEST } from '../../shared/wire.ts';
import type { PublishChoicesResult } from '../../shared/wire.ts';
import type { TestClient } from './client.ts';
import { startClient } from './client.ts';

const REFRESH = 'workspace/diagnostic/refresh';

describe('files beside a Dockerfile', () => {
  let folder: string;
  let client: TestClient;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'strata-lsp-'));
  });
  afterEach(async () => {
    await client.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;

  /** Starts in a folder with these files, and opens the Dockerfile among them. */
  const start = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) {
      await writeFile(path.join(folder, name), text);
    }
    client = await startClient({ workspaceFolder: pathToFileURL(folder).href });
    const loaded = client.nextRequest(REFRESH);
    client.open(files['Dockerfile'] ?? '', { uri: uriOf('Dockerfile') });
    await loaded;
    // A person's question waits until all is loaded.
    await client.request(PUBLISH_CHOICES_REQUEST, { uri: uriOf('Dockerfile'), line: null });
  };
  /** The lens line of EXPOSE, which stands in the second line. */
  const exposed = async (): Promise<string> =>
    (await client.lenses(uriOf('Dockerfile')))
      .filter(({ range }) => range.start.line === 1)
      .map(({ command }) => command?.title ?? '')
      .join(' | ');
  const refreshed = async (act: () => void): Promise<string> => {
    const again = client.nextRequest(REFRESH);
    act();
    await again;
    return exposed();
  };
  const summary = (diagnostics: readonly Diagnostic[]): string[] =>
    diagnostics.map(({ range, code }) => `${range.start.line + 1} ${code}`);
  const own = async (): Promise<string[]> => {
    const report = await client.pull(uriOf('Dockerfile'));
    return report.kind === 'full' ? summary(report.items) : [];
  };
  const fixes = async (name: string, line: number): Promise<CodeAction[]> =>
    (await client.actions(uriOf(name), line)).filter(({ title }) => !/^(Ignore|Show) /.test(title));
  /** The changes that an action makes, `file@version: line:character newText`. */
  const changes = async (action: CodeAction | undefined): Promise<string[]> => {
    assert.ok(action);
    const { edit } = await client.resolve(action);
    return ((edit?.documentChanges ?? []) as TextDocumentEdit[]).flatMap(({ textDocument, edits }) =>
      edits.map((one) => {
        assert.ok('newText' in one && 'range' in one);
        const { line, character } = one.range.start;
        const name = textDocument.uri.slice(textDocument.uri.lastIndexOf('/') + 1);
        return `${name}@${textDocument.version}: ${line + 1}:${character} ${JSON.stringify(one.newText)}`;
      }),
    );
  };

  const DOCKERFILE = 'FROM alpine\nEXPOSE 3000\n';
  const compose = (ports: string): string => `services:\n  web:\n    build: .\n    ports: ${ports}\n`;
  const TITLE = 'Metadata · documents 3000/tcp';
  const COPY = 'Copy docker run -p 3000:3000';

  it('a Compose file counts as it is typed, and as it is saved once it is closed', async () => {
    await start({ Dockerfile: DOCKERFILE, 'compose.yaml': compose('["8080:3000"]') });
    assert.equal(await exposed(), `${TITLE} · Compose web publishes it as 8080`);
    const uri = client.open(compose('["8080:3000"]'), {
      uri: uriOf('compose.yaml'),
      languageId: 'dockercompose',
    });
    assert.equal(
      await refreshed(() => {
        client.change(uri, compose('["9090:3000"]'));
      }),
      `${TITLE} · Compose web publishes it as 9090`,
    );
    assert.equal(
      await refreshed(() => {
        client.change(uri, compose('["9090:3000"'));
      }),
      `${TITLE}, publishes nothing | ${COPY}`,
    );
    assert.equal(
      client.log.filter((line) => line.startsWith('compose.yaml is missing, too large')).length,
      1,
    );
    assert.equal(
      await refreshed(() => {
        client.close(uri);
      }),
      `${TITLE} · Compose web publishes it as 8080`,
    );
  });

  it('Compose files are not read as Dockerfiles', async () => {
    await start({ Dockerfile: DOCKERFILE, 'compose.yaml': compose('["8080:3000"]') });
    const uri = client.open(compose('[]'), { uri: uriOf('compose.yaml'), languageId: 'yaml' });
    assert.deepEqual(await client.lenses(uri), []);
    assert.equal(await client.hover(uri, 1, 3), null);
    assert.deepEqual(await client.pull(uri), { kind: 'full', items: [] });
    assert.deepEqual(await client.actions(uri, 1), []);
  });

  it('what Compose does not publish can be added to it', async () => {
    await start({ Dockerfile: DOCKERFILE, 'compose.yaml': compose('["8080:80"]') });
    const choices = (): Promise<PublishChoicesResult> =>
      client.request(PUBLISH_CHOICES_REQUEST, { uri: uriOf('Dockerfile'), line: 1 });
    assert.equal(await exposed(), `${TITLE} · Compose web publishes 8080→80 | ${COPY} | Publish in Compose`);
    const at = { line: 3, character: 21 };
    assert.deepEqual(await choices(), {
      kind: 'choices',
      choices: [
        {
          service: 'web',
          file: 'compose.yaml',
          mappings: ['3000:3000'],
          uri: uriOf('compose.yaml'),
          version: null,
          edit: { range: { start: at, end: at }, newText: ', "3000:3000"' },
        },
      ],
    });
    const uri = client.open(compose('["8080:80"]'), {
      uri: uriOf('compose.yaml'),
      languageId: 'dockercompose',
    });
    await refreshed(() => {
      client.change(uri, compose('["3000:80"]'));
    });
    const now = await choices();
    assert.equal(now.kind, 'choices');
    assert.deepEqual(
      now.choices.map(({ mappings, version }) => [mappings, version]),
      [[['3001:3000'], 2]],
    );
    await refreshed(() => {
      client.change(uri, compose('["8080:3000"]'));
    });
    assert.equal((await choices()).kind, 'refused');
  });

  const OTHER_PORT = 'ports/compose-targets-other-port';

  it('a Compose file shows its mistakes itself, and both files follow an edit of either', async () => {
    const swapped = compose('["3000:80"]');
    await start({ Dockerfile: `${DOCKERFILE}CMD ["node", "server.js"]\n`, 'compose.yaml': swapped });
    const uri = client.open(swapped, { uri: uriOf('compose.yaml'), languageId: 'dockercompose' });
    const [diagnostic, ...rest] = await client.published(uri);
    assert.deepEqual(rest, []);
    assert.deepEqual(summary(diagnostic ? [diagnostic] : []), [`4 ${OTHER_PORT}`]);
    assert.deepEqual(
      diagnostic?.relatedInformation?.map(({ location, message }) => [location.uri, message]),
      [[uriOf('Dockerfile'), 'EXPOSE names 3000.']],
    );
    assert.ok(!(await own()).some((line) => line.endsWith(OTHER_PORT)));

    // The fix is there where the mistake is shown, and at the EXPOSE that tells it.
    const expected = ['compose.yaml@1: 4:13 "80"', 'compose.yaml@1: 4:18 "3000"'];
    for (const [name, line] of [
      ['compose.yaml', 3],
      ['Dockerfile', 1],
    ] as const) {
      const fix = (await fixes(name, line)).find(({ title }) => title.startsWith('Publish 80:3000'));
      assert.deepEqual(await changes(fix), expected, name);
    }

    client.change(uri, compose('["80:3000"]'));
    assert.deepEqual(await client.published(uri), []);
    client.change(uri, compose('["3000:80"]'));
    assert.deepEqual(summary(await client.published(uri)), [`4 ${OTHER_PORT}`]);

    const word = { start: { line: 1, character: 7 }, end: { line: 1, character: 11 } };
    client.change(uriOf('Dockerfile'), '80', { range: word });
    assert.deepEqual(await client.published(uri), []);
    client.change(uriOf('Dockerfile'), '3000', {
      range: { ...word, end: { line: 1, character: 9 } },
    });
    assert.deepEqual(summary(await client.published(uri)), [`4 ${OTHER_PORT}`]);

    client.close(uriOf('Dockerfile'));
    assert.deepEqual(await client.published(uri), []);
  });

  it('what the Dockerfile does wrongly is mended first, wherever on its line one asks', async () => {
    await start({
      Dockerfile: 'FROM python:3.13\nEXPOSE 8080\nCMD ["flask", "run", "--host=0.0.0.0", "--port", "5000"]\n',
      'compose.yaml': compose('["8080:80"]'),
    });
    for (const character of [0, 6, 7, 11]) {
      const at = { line: 1, character };
      const found = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: uriOf('Dockerfile') },
        range: { start: at, end: at },
        context: { diagnostics: [] },
      });
      assert.deepEqual(
        found.map(({ title }) => title),
        [
          'Change EXPOSE 8080 to 5000 (review: scripts that read the exposed port)',
          'Publish 8080:5000 in compose.yaml (review: whether something else listens on 80)',
          'Ignore ports/expose-differs-from-listen for this instruction',
          `Ignore ${OTHER_PORT} for this instruction`,
          'Show documentation for ports/expose-differs-from-listen',
          `Show documentation for ${OTHER_PORT}`,
        ],
      );
    }
  });

  it('a mistake of a Compose file leads to the instruction that it is about, by its words', async () => {
    const text =
      'services:\n  web:\n    build: .\n    environment:\n      DB: postgres://localhost/a\n  db:\n    image: postgres\n';
    await start({ Dockerfile: 'FROM alpine\n', 'compose.yaml': text });
    const [diagnostic] = await client.published(uriOf('compose.yaml'));
    assert.deepEqual(
      diagnostic?.relatedInformation?.map(({ location, message }) => [location.uri, message]),
      [
        [uriOf('compose.yaml'), 'The service db.'],
        [uriOf('Dockerfile'), "The Dockerfile's `FROM alpine`."],
      ],
    );
  });

  it('an ignore file and a manifest count as they are typed, and as they are saved once they are closed', async () => {
    const install = JSON.stringify({ scripts: { postinstall: 'node a.js' } });
    await start({
      Dockerfile: 'FROM node\nCOPY . .\nRUN npm ci\n',
      '.dockerignore': 'Dockerfile\n.dockerignore\n',
      'package.json': '{}',
      'package-lock.json': '{}',
      'notes.txt': 'notes',
      'a.js': '',
    });
    const copied = async (): Promise<string> =>
      (await client.lenses(uriOf('Dockerfile')))
        .flatMap(({ range, command }) => (range.start.line === 1 ? [command?.title ?? ''] : []))
        .join(' | ');
    const fixed = async (): Promise<string> => (await fixes('Dockerfile', 1))[0]?.title ?? '';
    const after = async (act: () => void, what: () => Promise<string>): Promise<string> => {
      const again = client.nextRequest(REFRESH);
      act();
      await again;
      return what();
    };
    assert.match(await copied(), /4 files/);
    const ignore = client.open('Dockerfile\n.dockerignore\n', {
      uri: uriOf('.dockerignore'),
      languageId: 'plaintext',
    });
    assert.deepEqual(await client.lenses(ignore), []);
    assert.match(
      await after(() => {
        client.change(ignore, 'Dockerfile\n.dockerignore\nnotes.txt\n');
      }, copied),
      /3 files/,
    );
    assert.match(
      await after(() => {
        client.close(ignore);
      }, copied),
      /4 files/,
    );
    const safe = await fixed();
    assert.match(safe, /^Copy manifests first/);
    const manifest = client.open('{}', { uri: uriOf('package.json'), languageId: 'json' });
    const typed = await after(() => {
      client.change(manifest, install);
    }, fixed);
    assert.notEqual(typed, safe);
  });

  const IGNORED = 'Dockerfile\n.dockerignore\nnotes.txt # mine\n';
  const INEFFECTIVE = 'context/ineffective-ignore';

  it('the ignore file shows its mistakes itself, with a fix, as long as the Dockerfile is open', async () => {
    await start({
      Dockerfile: 'FROM alpine\nCOPY . .\n',
      '.dockerignore': IGNORED,
      'notes.txt': 'x',
    });
    const ignore = uriOf('.dockerignore');
    const [diagnostic, ...rest] = await client.published(ignore);
    assert.deepEqual(rest, []);
    assert.deepEqual(summary(diagnostic ? [diagnostic] : []), [`3 ${INEFFECTIVE}`]);
    assert.equal(diagnostic?.relatedInformation?.[0]?.location.uri, uriOf('Dockerfile'));
    assert.ok(!(await own()).some((line) => line.endsWith(INEFFECTIVE)));

    client.open(IGNORED, { uri: ignore, languageId: 'ignore' });
    const [fix] = await fixes('.dockerignore', 2);
    assert.deepEqual(
      (await client.actions(ignore, 2)).map(({ title }) => title),
      [
        fix?.title,
        `Ignore ${INEFFECTIVE} by a comment in the Dockerfile`,
        `Show documentation for ${INEFFECTIVE}`,
      ],
    );
    assert.deepEqual(
      fix?.diagnostics?.map(({ code }) => code),
      [INEFFECTIVE],
    );
    assert.match((await changes(fix))[0] ?? '', /^\.dockerignore@1: /);
    // Its text is another one now than the one that the fix was made for.
    client.change(ignore, `# a line more\n${IGNORED}`);
    assert.deepEqual(await fixes('.dockerignore', 3), []);

    client.close(uriOf('Dockerfile'));
    assert.deepEqual(await client.published(ignore), []);
  });
});
