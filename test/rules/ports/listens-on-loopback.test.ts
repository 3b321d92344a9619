import assert from 'node:assert/strict';
import { listensOnLoopback as rule } from '../../../server/src/rules/ports/listens-on-loopback.ts';
import { portFacts } from '../../ports/facts-of.ts';
import { applyEdits } from '../../support/apply-edits.ts';

/** What the rule says, and what its fix makes of the file that it changes; no message: it must stay silent. */
interface Case {
  readonly name: string;
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly reported?: string;
  readonly message?: string;
  /** `none`: no fix is offered. */
  readonly fixed?: string;
}

const COMPOSE = 'services:\n  web:\n    build: .\n    ports:\n      - "8080:8000"\n';

const CASES: readonly Case[] = [
  {
    name: 'a default',
    dockerfile: 'FROM python:3.12\nEXPOSE 5000\nCMD flask run\n',
    reported: 'flask',
    message:
      "Flask listens on the container's own loopback address by default, so no published port reaches its port 5000, although EXPOSE names it (line 2). Add --host=0.0.0.0.",
    fixed: 'FROM python:3.12\nEXPOSE 5000\nCMD flask run --host=0.0.0.0\n',
  },
  {
    name: 'an option',
    dockerfile: 'FROM python:3.12\nEXPOSE 8000\nCMD ["uvicorn", "a:b", "--host", "127.0.0.1"]\n',
    reported: '"--host", "127.0.0.1"',
    message:
      'uvicorn listens on the container\'s own loopback address (`"--host", "127.0.0.1"`), so no published port reaches its port 8000, although EXPOSE names it (line 2). Replace 127.0.0.1 by 0.0.0.0.',
    fixed: 'FROM python:3.12\nEXPOSE 8000\nCMD ["uvicorn", "a:b", "--host", "0.0.0.0"]\n',
  },
  {
    name: 'a variable',
    dockerfile: 'FROM python:3.12\nENV A=1 UVICORN_HOST=localhost\nEXPOSE 8000\nCMD ["uvicorn", "a:b"]\n',
    reported: 'UVICORN_HOST=localhost',
    fixed: 'FROM python:3.12\nENV A=1 UVICORN_HOST=0.0.0.0\nEXPOSE 8000\nCMD ["uvicorn", "a:b"]\n',
  },
  {
    name: 'a script of package.json keeps its layout',
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nEXPOSE 5173\nCMD ["npm", "run", "dev"]\n',
    files: { 'package.json': '{\n\t"scripts": { "dev" : "vite" },\n\t"private": true }' },
    reported: 'CMD ["npm", "run", "dev"]',
    fixed: '{\n\t"scripts": { "dev" : "vite --host=0.0.0.0" },\n\t"private": true }',
  },
  {
    name: 'a published port without EXPOSE',
    dockerfile: 'FROM python:3.12\nCMD ["gunicorn", "a:b"]\n',
    files: { 'compose.yaml': COMPOSE },
    reported: '"gunicorn"',
    message:
      "gunicorn listens on the container's own loopback address by default, so no published port reaches its port 8000, although Compose publishes it for `web`. Add -b 0.0.0.0:8000.",
    fixed: 'FROM python:3.12\nCMD ["gunicorn", "a:b", "-b", "0.0.0.0:8000"]\n',
  },
  {
    name: 'an address that Compose sets is for you to change',
    dockerfile: 'FROM python:3.12\nCMD ["uvicorn", "a:b"]\n',
    files: { 'compose.yaml': `${COMPOSE}    environment:\n      UVICORN_HOST: 127.0.0.1\n` },
    reported: 'CMD ["uvicorn", "a:b"]',
    fixed: 'none',
  },
  {
    name: 'over two lines',
    dockerfile: 'FROM python:3.12\nEXPOSE 8000\nCMD uvicorn a:b \\\n  --host 127.0.0.1 \\\n  --workers 2\n',
    reported: '--host 127.0.0.1',
    fixed: 'FROM python:3.12\nEXPOSE 8000\nCMD uvicorn a:b \\\n  --host 0.0.0.0 \\\n  --workers 2\n',
  },
  ...[
    'service nginx start && gunicorn -b 127.0.0.1:8000 a:b',
    'apachectl start && gunicorn -b 127.0.0.1:8000 a:b',
    'php-fpm -D && uvicorn a:b',
  ].map((command) => ({
    name: `a server in front: ${command}`,
    dockerfile: `FROM python:3.12\nEXPOSE 80 8000\nCMD ${command}\n`,
  })),
  {
    name: 'webpack-dev-server 3, which has no settings',
    dockerfile: 'FROM node:14\nWORKDIR /app\nCOPY . .\nEXPOSE 8080\nCMD npm run dev\n',
    files: {
      'package.json':
        '{ "scripts": { "dev": "webpack serve" }, "devDependencies": { "webpack-dev-server": "^3.11.2" } }',
    },
    reported: 'CMD npm run dev',
    fixed:
      '{ "scripts": { "dev": "webpack serve --host=0.0.0.0" }, "devDependencies": { "webpack-dev-server": "^3.11.2" } }',
  },
  {
    name: 'EXPOSE names another port and means this one',
    dockerfile: 'FROM python:3.12\nEXPOSE 8080\nCMD flask run --port 5000\n',
    reported: 'flask',
    message:
      "Flask listens on the container's own loopback address by default, so no published port reaches its port 5000, not even once EXPOSE names it (line 2 names 8080). Add --host=0.0.0.0.",
    fixed: 'FROM python:3.12\nEXPOSE 8080\nCMD flask run --port 5000 --host=0.0.0.0\n',
  },
  {
    name: 'a program that may say another address than its settings, and another port than EXPOSE',
    dockerfile:
      'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY . .\nEXPOSE 80\nENTRYPOINT ["dotnet", "App.dll"]\n',
    files: {
      'App.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
      'appsettings.json': '{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://localhost:5009" } } } }',
    },
  },
  {
    name: 'the default port, where what starts the container may set the one of EXPOSE',
    dockerfile: 'FROM python:3.12\nEXPOSE 8080\nCMD gunicorn a:b\n',
  },
  { name: 'nobody exposes it', dockerfile: 'FROM python:3.12\nCMD flask run\n' },
  { name: 'another port is exposed', dockerfile: 'FROM python:3.12\nEXPOSE 9229\nCMD flask run\n' },
  { name: 'UDP', dockerfile: 'FROM python:3.12\nEXPOSE 5000/udp\nCMD flask run\n' },
  {
    name: 'exposed by a builder',
    dockerfile: 'FROM python:3.12 AS a\nEXPOSE 5000\nFROM python:3.12\nCMD flask run\n',
  },
  { name: 'all addresses', dockerfile: 'FROM python:3.12\nEXPOSE 5000\nCMD flask run --host 0.0.0.0\n' },
  { name: 'an unknown host', dockerfile: 'FROM python:3.12\nEXPOSE 5000\nCMD flask run --host $HOST\n' },
  {
    name: 'a Unix socket',
    dockerfile: 'FROM python:3.12\nEXPOSE 8000\nCMD ["gunicorn", "-b", "unix:/a.sock", "a:b"]\n',
  },
  {
    name: 'network_mode: host',
    dockerfile: 'FROM python:3.12\nEXPOSE 8000\nCMD ["gunicorn", "a:b"]\n',
    files: { 'compose.yaml': 'services:\n  web:\n    build: .\n    network_mode: host\n' },
  },
];

describe('ports/listens-on-loopback', () => {
  for (const { name, dockerfile, files = {}, reported, message, fixed } of CASES) {
    it(name, () => {
      const facts = portFacts(dockerfile, files);
      const [finding, ...others] = rule.check(facts);
      assert.deepEqual(others, []);
      assert.equal(finding && dockerfile.slice(finding.span.start, finding.span.end), reported);
      if (finding === undefined) {
        return;
      }
      assert.equal(finding.message, message ?? finding.message);
      const [fix] = rule.fixes(facts, finding);
      const [edit] = fix?.edits ?? [];
      if (fixed === 'none') {
        assert.equal(fix, undefined);
        return;
      }
      assert.ok(fix?.safety === 'review' && edit !== undefined && edit.file !== 'compose');
      const text = edit.file === 'context' ? edit.text : applyEdits(dockerfile, edit.edits);
      assert.equal(text, fixed);
      const after =
        edit.file === 'context'
          ? portFacts(dockerfile, { ...files, [edit.path]: text })
          : portFacts(text, files);
      assert.deepEqual(rule.check(after), []);
    });
  }

  it('is silent in a folder of a development container', () => {
    const facts = portFacts('FROM python:3.12\nEXPOSE 5000\nCMD flask run\n');
    const context = facts.context && { ...facts.context, dockerfile: '.devcontainer/Dockerfile' };
    assert.deepEqual(rule.check({ ...facts, context }), []);
  });
});
