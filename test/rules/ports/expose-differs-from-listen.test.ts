import assert from 'node:assert/strict';
import { exposeDiffersFromListen as rule } from '../../../server/src/rules/ports/expose-differs-from-listen.ts';
import type { Severity } from '../../../server/src/rules/types.ts';
import { portFacts } from '../../ports/facts-of.ts';
import { applyEdits } from '../../support/apply-edits.ts';

/** What is reported and what the fix makes of it; nothing: the rule must stay silent. */
interface Case {
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly reported?: string;
  readonly message?: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** `none`: no fix is offered. */
  readonly fixed?: string;
}

const RUN = 'CMD ["uvicorn", "a:b", "--host", "0.0.0.0", "--port", "8080"]\n';

/** The image's own program gets another port from Compose. */
const COMPOSE_PORT =
  'services:\n  web:\n    build: .\n    environment: [PORT=3000]\n    ports: ["3170:3000"]\n';

const PORT_8080 = 'FROM node:22\nWORKDIR /app\nCOPY . .\nENV PORT=8080\n';
const NODE_RUN = 'CMD node server.js\n';

/** A program of ASP.NET that the builder stage publishes. */
const aspnet = (port: number): string =>
  [
    'FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build',
    'WORKDIR /src',
    'COPY . .',
    'RUN dotnet publish App.csproj -o /out',
    'FROM mcr.microsoft.com/dotnet/aspnet:8.0',
    'WORKDIR /app',
    `EXPOSE ${port}`,
    'COPY --from=build /out .',
    'ENTRYPOINT ["dotnet", "App.dll"]',
    '',
  ].join('\n');

const PROJECT = {
  'App.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  'Program.cs': 'var b = WebApplication.CreateBuilder(args);\nb.Build().Run();\n',
};

const SETTINGS = '{\n  "Kestrel": { "Endpoints": { "Http": { "Url": "http://*:80" } } }\n}\n';

const CASES: readonly Case[] = [
  {
    dockerfile: `FROM python:3.12\nEXPOSE 8000\n${RUN}`,
    reported: '8000',
    message:
      'EXPOSE names 8000, but uvicorn listens on 8080 (`"--port", "8080"`, line 3): tools that read the port from the image find nothing there. Expose 8080 instead, or change the port of the program.',
    fixed: `FROM python:3.12\nEXPOSE 8080\n${RUN}`,
  },
  {
    dockerfile: `FROM python:3.12\nEXPOSE 8000/tcp\n${RUN}`,
    reported: '8000/tcp',
    fixed: `FROM python:3.12\nEXPOSE 8080/tcp\n${RUN}`,
  },
  { dockerfile: `FROM python:3.12\nEXPOSE 8000 8001\n${RUN}`, reported: '8000', fixed: 'none' },
  { dockerfile: `FROM python:3.12\nEXPOSE 7000-7009\n${RUN}`, reported: '7000-7009', fixed: 'none' },
  { dockerfile: `FROM python:3.12\nENV P=8000\nEXPOSE $P\n${RUN}`, reported: '$P', fixed: 'none' },
  {
    dockerfile: 'FROM nginx:1.27\nCOPY site.conf /etc/nginx/conf.d/default.conf\nEXPOSE 3000\n',
    files: { 'site.conf': 'server {\n  listen 8081;\n}\n' },
    reported: '3000',
    message:
      'EXPOSE names 3000, but nginx listens on 8081 (`listen 8081` in site.conf): tools that read the port from the image find nothing there. Expose 8081 instead, or change the port of the program.',
    fixed: 'FROM nginx:1.27\nCOPY site.conf /etc/nginx/conf.d/default.conf\nEXPOSE 8081\n',
  },
  {
    dockerfile:
      'FROM mcr.microsoft.com/dotnet/aspnet:9.0 AS base\nEXPOSE 80\nEXPOSE 443\nFROM base\nENTRYPOINT ["dotnet", "a.dll"]\n',
    reported: '80',
    severity: 'information',
    fixed: 'none',
  },
  { dockerfile: 'FROM node:22\nENV PORT=8080\nEXPOSE 3170 3000\nCMD ["node", "run.mjs"]\n' },
  { dockerfile: `FROM python:3.12\n${RUN}` },
  { dockerfile: `FROM python:3.12\nEXPOSE 8080\n${RUN}` },
  { dockerfile: `FROM python:3.12\nEXPOSE 8000 8080\n${RUN}` },
  { dockerfile: `FROM python:3.12\nARG P=8000\nEXPOSE $P\n${RUN}` },
  { dockerfile: `FROM python:3.12\nEXPOSE $UNSET\n${RUN}` },
  { dockerfile: `FROM python:3.12\nEXPOSE 443 9229\n${RUN}` },
  { dockerfile: 'FROM python:3.12\nEXPOSE 8000\nCMD flask run --host 0.0.0.0\n' },
  { dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nEXPOSE 5009\nENTRYPOINT ["dotnet", "a.dll"]\n' },
  {
    dockerfile: `FROM python:3.12\nEXPOSE 8000\n${RUN}`,
    files: { 'compose.yaml': 'services:\n  web:\n    build: .\n    command: python app.py\n' },
  },
  {
    dockerfile: 'FROM node:22\nENV PORT=3000\nEXPOSE 3170\nCMD ["node", "server.js"]\n',
    files: { 'compose.yaml': 'services:\n  web:\n    build: .\n    environment:\n      - PORT=3170\n' },
  },

  // EXPOSE is of the image: what only Compose sets is told as that.
  {
    dockerfile: 'FROM node:22\nEXPOSE 3170\nCMD ["node", "server.js"]\n',
    files: { 'compose.yaml': COMPOSE_PORT },
    reported: '3170',
    severity: 'information',
    message:
      'EXPOSE names 3170, but as Compose starts it the Node.js program, if it reads PORT, listens on 3000 (`PORT: 3000` in Compose). If the image by itself listens on what it exposes, both are right; if not, expose 3000.',
    fixed: 'none',
  },
  ...[
    'FROM node:22\nENV APP_PORT=${PORT}\nEXPOSE 3170\nCMD ["npx", "next", "start"]\n',
    'FROM node:22\nENV PORT=3170\nEXPOSE 3170\nCMD ["npx", "next", "start"]\n',
  ].map((dockerfile) => ({ dockerfile, files: { 'compose.yaml': COMPOSE_PORT } })),
  {
    dockerfile: 'FROM node:22\nENV PORT=4000\nEXPOSE 3170\nCMD ["npx", "next", "start"]\n',
    files: { 'compose.yaml': COMPOSE_PORT },
    reported: '3170',
    message:
      'EXPOSE names 3170, but Next.js listens on 4000 (`PORT=4000`, line 2): tools that read the port from the image find nothing there. Expose 4000 instead, or change the port of the program.',
    fixed: 'FROM node:22\nENV PORT=4000\nEXPOSE 4000\nCMD ["npx", "next", "start"]\n',
  },

  // A second server, which stays in the background.
  ...[
    'service nginx start && gunicorn -b 127.0.0.1:8000 a:b',
    'nginx && gunicorn -b 127.0.0.1:8000 a:b',
    '["sh", "-c", "nginx && uvicorn a:b --port 8000"]',
    'redis-server --daemonize yes && uvicorn a:b --port 8000',
  ].map((command) => ({ dockerfile: `FROM python:3.12\nEXPOSE 80\nCMD ${command}\n` })),
  { dockerfile: 'FROM node:22\nEXPOSE 80\nCMD caddy start && npx next start -p 3000\n' },
  {
    dockerfile: 'FROM python:3.12\nEXPOSE 80\nCMD python manage.py migrate && gunicorn -b :8000 a:b\n',
    reported: '80',
    fixed: 'FROM python:3.12\nEXPOSE 8000\nCMD python manage.py migrate && gunicorn -b :8000 a:b\n',
  },

  // A program of the project reads PORT, or does not.
  {
    dockerfile: `${PORT_8080}EXPOSE 3000\n${NODE_RUN}`,
    reported: '3000',
    severity: 'information',
    message:
      'EXPOSE names 3000, but the Node.js program, if it reads PORT, listens on 8080 (`PORT=8080`, line 4): tools that read the port from the image then find nothing there. Name the same port in both.',
    fixed: `${PORT_8080}EXPOSE 8080\n${NODE_RUN}`,
  },
  {
    dockerfile: `${PORT_8080}EXPOSE 3000\n${NODE_RUN}`,
    files: { 'server.js': 'app.listen(process.env.PORT || 3000);\n' },
    reported: '3000',
    message:
      'EXPOSE names 3000, but the Node.js program listens on 8080 (`PORT=8080`, line 4): tools that read the port from the image find nothing there. Expose 8080 instead, or change the port of the program.',
    fixed: `${PORT_8080}EXPOSE 8080\n${NODE_RUN}`,
  },
  {
    dockerfile: `${PORT_8080}EXPOSE 3000\n${NODE_RUN}`,
    files: { 'server.js': "require('http').createServer().listen(3000);\n" },
  },
];

/** A program of ASP.NET: nothing of its own, settings that name a port, code that may, and no project that is there. */
const ASPNET_CASES: readonly Case[] = [
  {
    dockerfile: aspnet(80),
    files: PROJECT,
    reported: '80',
    message:
      'EXPOSE names 80, but ASP.NET listens on 8080 (as the image of line 5 sets): tools that read the port from the image find nothing there. Expose 8080 instead, or change the port of the program.',
    fixed: aspnet(8080),
  },
  {
    dockerfile: aspnet(8080),
    files: { ...PROJECT, 'appsettings.json': SETTINGS },
    reported: '8080',
    message:
      'EXPOSE names 8080, but ASP.NET listens on 80 (`"Url": "http://*:80"` in appsettings.json): tools that read the port from the image find nothing there. Expose 80 instead, or change the port of the program.',
    fixed: aspnet(80),
  },
  { dockerfile: aspnet(80), files: { ...PROJECT, 'appsettings.json': SETTINGS } },
  {
    dockerfile: aspnet(8080),
    files: { 'App.csproj': PROJECT['App.csproj'], 'appsettings.json': SETTINGS },
    reported: '8080',
    severity: 'information',
    message:
      'EXPOSE names 8080, but ASP.NET, unless the program says otherwise, listens on 80 (`"Url": "http://*:80"` in appsettings.json): tools that read the port from the image then find nothing there. Name the same port in both.',
    fixed: aspnet(80),
  },
  ...['b.WebHost.UseUrls("http://*:80");', 'b.Build().Run("http://0.0.0.0:80");'].map((code) => ({
    dockerfile: aspnet(80),
    files: { ...PROJECT, 'Program.cs': code },
  })),
  {
    dockerfile: aspnet(80),
    reported: '80',
    severity: 'information',
    message:
      'EXPOSE names 80, but ASP.NET, unless the program says otherwise, listens on 8080 (as the image of line 5 sets): tools that read the port from the image then find nothing there. Name the same port in both.',
    fixed: aspnet(8080),
  },
];

describe('ports/expose-differs-from-listen', () => {
  for (const { dockerfile, files = {}, reported, message, severity, fixed } of [...CASES, ...ASPNET_CASES]) {
    it(`${dockerfile.split('\n').slice(1, 3).join(' · ')} ${Object.keys(files).join(' ')}`, () => {
      const facts = portFacts(dockerfile, files);
      const [finding, ...others] = rule.check(facts);
      assert.deepEqual(others, []);
      assert.equal(finding && dockerfile.slice(finding.span.start, finding.span.end), reported);
      if (finding === undefined) {
        return;
      }
      assert.equal(finding.message, message ?? finding.message);
      assert.equal(finding.severity, severity);
      const [fix] = rule.fixes(facts, finding);
      const [edit] = fix?.edits ?? [];
      if (fixed === 'none') {
        assert.equal(fix, undefined);
        return;
      }
      assert.ok(fix?.safety === 'review' && edit?.file === 'dockerfile');
      const text = applyEdits(dockerfile, edit.edits);
      assert.equal(text, fixed);
      assert.deepEqual(rule.check(portFacts(text, files)), []);
    });
  }
});
