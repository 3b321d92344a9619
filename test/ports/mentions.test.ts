import assert from 'node:assert/strict';
import { portMentions } from '../../server/src/ports/mentions.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** `line: text`. */
  readonly mentions: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a devcontainer',
    path: '.devcontainer/devcontainer.json',
    text: '// ports\n{ "forwardPorts": [3000, "db:5432"], "appPort": "8080:80", }',
    mentions: ['-: forwardPorts 3000, db:5432', '-: appPort 8080:80'],
  },
  {
    name: 'a devcontainer with anything in place of ports',
    path: '.devcontainer.json',
    text: '{ "forwardPorts": { "a": 1 }, "appPort": [null, "`x`"] }',
    mentions: [],
  },
  { name: 'a broken devcontainer', path: '.devcontainer.json', text: '{ "forwardPorts": [', mentions: [] },
  {
    name: 'a Makefile with a command over two lines',
    path: 'Makefile',
    text: 'run:\n\tdocker run --rm \\\n\t  -p 127.0.0.1:8080:80/tcp --publish=53:53/udp -P app\n',
    mentions: ['2: docker run -p 127.0.0.1:8080:80/tcp -p 53:53/udp -P'],
  },
  {
    name: 'scripts',
    path: 'package.json',
    text: '{\n  "scripts": { "up": "docker run -p 3000:3000 app" }\n}',
    mentions: ['2: docker run -p 3000:3000'],
  },
  {
    name: 'tasks',
    path: '.vscode/tasks.json',
    text: '{ "tasks": [\n{ "command": "podman run -p 80 x" }] }',
    mentions: ['2: podman run -p 80'],
  },
  {
    name: 'the README: code, not prose',
    path: 'README.md',
    text: 'Use docker run -p 1:1 x.\n```sh\ndocker run -p 2:2 x\n```\ndocker run -p 3:3 x\n',
    mentions: ['3: docker run -p 2:2'],
  },
  {
    name: 'variables, other commands, no ports',
    path: 'Makefile',
    text: 'a:\n\tdocker run -p $(PORT):80 x\n\tdocker build -p 1:1 .\n\tdocker run x\n',
    mentions: [],
  },
  { name: 'a file of no interest', path: 'notes.md', text: '```\ndocker run -p 1:1 x\n```', mentions: [] },
];

describe('mentions of ports', () => {
  for (const { name, path, text, mentions } of CASES) {
    it(name, () => {
      assert.deepEqual(
        portMentions({ texts: new Map([[path, text]]) }).map((one) => `${one.line ?? '-'}: ${one.text}`),
        mentions,
      );
    });
  }

  it('are bounded and quick', () => {
    const line = '\tdocker run -p 1:1 x\n';
    const texts = new Map([
      ['Makefile', line.repeat(10_000)],
      ['README.md', `\`\`\`\ndocker run ${'-p 1'.repeat(50_000)}`],
      ['package.json', 'docker run -p 1-\\\n'.repeat(10_000)],
    ]);
    assert.ok(portMentions({ texts }).length <= 60);
  });
});
