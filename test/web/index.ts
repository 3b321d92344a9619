import * as vscode from 'vscode';

/** Milliseconds that a condition may take on a slow machine. */
const PATIENCE = 30_000;

const RULE = 'cache/copy-before-install';

const DOCKERFILE = [
  'FROM node:22',
  'WORKDIR /app',
  'COPY . .',
  'RUN npm ci',
  'EXPOSE 3000',
  'CMD ["node", "index.js"]',
  '',
].join('\n');

/** The same with the fix: that there is a lock file is only known to who has read the folder. */
const FIXED = DOCKERFILE.replace(
  'COPY . .\nRUN npm ci\n',
  'COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n',
);

const FILES: Readonly<Record<string, string>> = {
  Dockerfile: DOCKERFILE,
  '.dockerignore': 'Dockerfile\n.dockerignore\n',
  'package.json': '{ "name": "app", "dependencies": { "left-pad": "1.3.0" } }',
  'package-lock.json': '{ "lockfileVersion": 3, "packages": { "": {} } }',
  'index.js': '',
};

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? fail('no workspace');
const extension = (): vscode.Extension<unknown> =>
  vscode.extensions.getExtension('strata.strata-dockerfile') ?? fail('no extension');
const uri = (): vscode.Uri => vscode.Uri.joinPath(folder(), 'Dockerfile');

/** In this order: each goes on where the one before ended. There is no mocha in a web worker. */
const CHECKS: readonly (readonly [name: string, check: () => Promise<void>])[] = [
  [
    'runs in a web worker, without a remote machine',
    () => {
      equal(
        [vscode.env.uiKind, vscode.env.remoteName ?? null, extension().extensionUri.scheme, typeof process],
        [vscode.UIKind.Web, null, 'http', 'undefined'],
      );
      return Promise.resolve();
    },
  ],
  [
    'reports problems, and reads the build context through the editor',
    async () => {
      for (const [name, text] of Object.entries(FILES)) {
        await vscode.workspace.fs.writeFile(
          vscode.Uri.joinPath(folder(), name),
          new TextEncoder().encode(text),
        );
      }
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri()));
      await eventually(lines, [3]);
    },
  ],
  [
    'shows lenses',
    () =>
      eventually(async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          uri(),
          100,
        );
        return lenses.some(({ command }) => command?.title.includes('layer') === true);
      }, true),
  ],
  [
    'draws them',
    () =>
      eventually(async () => {
        const answer = await fetch(extension().extensionUri.with({ path: '/screen' }).toString());
        const drawn = (await answer.json()) as readonly string[];
        return drawn.some((text) => text.includes('layer'));
      }, true),
  ],
  [
    'explains on hover',
    () =>
      eventually(async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          uri(),
          new vscode.Position(4, 2),
        );
        const text = hovers.flatMap(({ contents }) =>
          contents.map((part) => (part as { value: string }).value),
        );
        return text.join('\n').includes('docker run -p 3000:3000');
      }, true),
  ],
  [
    'has the pages of its rules',
    async () => {
      const page = vscode.Uri.from({ scheme: 'strata-rule', path: `/${RULE}.md` });
      equal((await vscode.workspace.openTextDocument(page)).lineAt(0).text, `# ${RULE}`);
    },
  ],
  [
    'mends by a quick fix that names the files of the context',
    async () => {
      let edit: vscode.WorkspaceEdit | undefined;
      // The problem is there before the build context is read, and the fix only after it.
      await eventually(async () => {
        const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          uri(),
          problems()[0]?.range,
          vscode.CodeActionKind.QuickFix.value,
          100,
        );
        edit = actions.find(({ isPreferred }) => isPreferred === true)?.edit;
        return edit !== undefined;
      }, true);
      await vscode.workspace.applyEdit(edit ?? fail('no edit'));
      equal((await vscode.workspace.openTextDocument(uri())).getText(), FIXED);
      await eventually(lines, []);
    },
  ],
  [
    'starts its server anew',
    async () => {
      await vscode.commands.executeCommand('undo');
      await vscode.commands.executeCommand('strata.restartServer');
      await eventually(lines, [3]);
    },
  ],
];

/** What VS Code's test runner calls. test/web/run.mjs reads the lines that are printed here. */
export async function run(): Promise<void> {
  let failed = 0;
  for (const [name, check] of CHECKS) {
    try {
      await check();
      print(`✔ ${name}`);
    } catch (error) {
      failed += 1;
      print(`✖ ${name}: ${String(error)}`);
    }
  }
  if (failed > 0) {
    throw new Error(`${failed} failed`);
  }
}

function print(line: string): void {
  // eslint-disable-next-line no-console -- a web worker has no other way out: VS Code forwards its console.
  console.log(line);
}

/** Problems of one rule; what others say about the same file is none of this test's business. */
function problems(): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri())
    .filter(({ code }) => (typeof code === 'object' ? code.value : code) === RULE);
}

function lines(): number[] {
  return problems().map(({ range }) => range.start.line + 1);
}

async function eventually(probe: () => unknown, expected: unknown): Promise<void> {
  for (const end = Date.now() + PATIENCE; ;) {
    const last = await probe();
    if (JSON.stringify(last) === JSON.stringify(expected)) {
      return;
    }
    if (Date.now() > end) {
      equal(last, expected);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function equal(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    fail(`${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

function fail(message: string): never {
  throw new Error(message);
}
