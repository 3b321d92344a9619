import assert from 'node:assert/strict';
import { composeTargetsOtherPort } from '../../../server/src/rules/ports/compose-targets-other-port.ts';
import { portFacts } from '../../ports/facts-of.ts';
import { checkPortRule, webService } from './port-rule-cases.ts';

const NODE = 'FROM node:22\nEXPOSE 8080\nCMD ["node", "server.js"]\n';

/** The program listens on 5000, whatever EXPOSE names. */
const flask = (expose: string): string =>
  `FROM python:3.13\nEXPOSE ${expose}\nCMD ["flask", "run", "--host=0.0.0.0", "--port", "5000"]\n`;

checkPortRule(composeTargetsOtherPort, [
  {
    id: 'the port of the program decides, and not that of EXPOSE: no swap',
    dockerfile: flask('8080'),
    compose: webService(["ports: ['8080:80'] # the site"]),
    reports: ["'8080:80'"],
    says: 'Compose publishes port 80 of `web`, but Flask listens on 5000: connections are refused. Write `8080:5000`. `EXPOSE` names another port, too: 8080.',
    related: ['8080', '"--port", "5000"'],
    fixed: webService(["ports: ['8080:5000'] # the site"]),
  },
  {
    id: 'what is published as EXPOSE says, where the program does not listen',
    dockerfile: flask('8080'),
    compose: webService(['ports:', '  - target: 8080', '    published: "80"', '    host_ip: 127.0.0.1']),
    reports: ['target: 8080\n        published: "80"\n        host_ip: 127.0.0.1\n'],
    says: 'Compose publishes port 8080 of `web`, as `EXPOSE` says, but Flask listens on 5000: connections are refused. Write `127.0.0.1:80:5000`.',
    fixed: webService(['ports:', '  - target: 5000', '    published: "80"', '    host_ip: 127.0.0.1']),
  },
  {
    id: 'the port of the program alone on a free one of the host',
    dockerfile: flask('8080'),
    compose: webService(['ports: [8080]']),
    reports: ['8080'],
    says: 'Write `5000`.',
    fixed: webService(['ports: [5000]']),
  },
  {
    id: 'a range that misses the program has no fix',
    dockerfile: flask('8080'),
    compose: webService(['ports: ["8080-8081:8080-8081"]']),
    reports: ['"8080-8081:8080-8081"'],
    says: 'connections are refused. Publish 5000.',
    fixed: 'none',
  },
  {
    id: 'swapped with the port of the program',
    dockerfile: flask('8080'),
    compose: webService(['ports: ["5000:80"]']),
    reports: ['"5000:80"'],
    fixed: webService(['ports: ["80:5000"]']),
  },
  {
    id: 'a variable of Compose that the program reads decides, too',
    dockerfile: 'FROM node:22\nEXPOSE 3000\nCMD ["npx", "next", "start"]\n',
    compose: webService(['environment: { PORT: 4000 }', 'ports: ["80:3000"]']),
    reports: ['"80:3000"'],
    says: 'as `EXPOSE` says, but Next.js listens on 4000: connections are refused. Write `80:4000`.',
    fixed: webService(['environment: { PORT: 4000 }', 'ports: ["80:4000"]']),
  },
  {
    id: 'silent: the program is published, whatever EXPOSE names',
    dockerfile: flask('8080'),
    compose: webService(['ports: ["80:5000", "8080:8080"]']),
  },
  {
    id: 'silent: a debugger, metrics and UDP beside a wrong EXPOSE',
    dockerfile: flask('8080 9090 53/udp'),
    compose: webService(['ports: ["9229:9229"]'], '  b:', '    build: .', '    ports: ["9090:9090"]'),
  },
  ...['healthcheck: { test: "curl localhost:8080" }', 'command: gunicorn a:b', 'env_file: .env'].map(
    (line) => ({
      id: `silent: as EXPOSE says, and something may listen there: ${line}`,
      dockerfile:
        'FROM python:3.13\nENV FLASK_RUN_PORT=5000\nEXPOSE 8080\nCMD ["flask", "run", "--host=0.0.0.0"]\n',
      compose: webService([line, 'ports: ["8080:8080"]']),
    }),
  ),
  {
    id: 'swapped: the fix keeps comments, blanks and quotes',
    dockerfile: NODE,
    compose: webService(['ports:', "  -  '8080:80'   # the site", "  - '9229:9229'"]),
    reports: ["'8080:80'"],
    says: 'write `80:8080`',
    related: ['8080'],
    fixed: webService(['ports:', "  -  '80:8080'   # the site", "  - '9229:9229'"]),
  },
  {
    id: 'swapped without quotes, with a protocol and an address',
    dockerfile: NODE,
    compose: webService(['ports:', '  - 127.0.0.1:8080:80/tcp']),
    reports: ['127.0.0.1:8080:80/tcp'],
    fixed: webService(['ports:', '  - 127.0.0.1:80:8080/tcp']),
  },
  {
    id: 'swapped in the long form, which keeps its quotes',
    dockerfile: NODE,
    compose: webService(['ports:', '  - target: 80', '    published: "8080"', 'tty: true']),
    reports: ['target: 80\n        published: "8080"\n'],
    fixed: webService(['ports:', '  - target: 8080', '    published: "80"', 'tty: true']),
  },
  {
    id: 'swapped beside an IPv6 address',
    dockerfile: NODE,
    compose: webService(['ports: ["[::1]:8080:80"]']),
    reports: ['"[::1]:8080:80"'],
    fixed: webService(['ports: ["[::1]:80:8080"]']),
  },
  {
    id: 'another port is information without a fix',
    dockerfile: NODE,
    compose: webService(['ports: ["5000:5000"]']),
    reports: ['"5000:5000"'],
    says: '`EXPOSE` names 8080',
    severity: 'information',
    fixed: 'none',
  },
  {
    id: 'the other port is one that Compose tells the program: no swap',
    dockerfile: 'FROM node:22\nEXPOSE 8080\nCMD ["./start"]\n',
    compose: webService(['environment: { LISTEN: ":3000" }', 'ports: ["8080:3000"]']),
    reports: ['"8080:3000"'],
    severity: 'information',
    fixed: 'none',
  },
  {
    id: 'an env_file may tell it: no swap',
    dockerfile: 'FROM node:22\nEXPOSE 8080\nCMD ["./start"]\n',
    compose: webService(['env_file: .env', 'ports: ["8080:3000"]']),
    reports: ['"8080:3000"'],
    severity: 'information',
  },
  {
    id: 'the program is known where EXPOSE is missing',
    dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "a:b"]\n',
    compose: webService(['ports: ["8000:80"]']),
    reports: ['"8000:80"'],
    says: 'listens on 8000',
    fixed: webService(['ports: ["80:8000"]']),
  },
  {
    id: 'two services build it',
    dockerfile: NODE,
    compose: webService(['ports: ["1:1"]'], '  api:', '    build: .', '    ports: ["2:2"]'),
    reports: ['"1:1"', '"2:2"'],
    severity: 'information',
  },
  {
    id: 'a swap beside a command of Compose that names no port',
    dockerfile: NODE,
    compose: webService(['command: npm start', 'ports: ["8080:80"]']),
    reports: ['"8080:80"'],
  },
  ...['command: ["node", "other.js"]', 'entrypoint: /start.sh'].map((line) => ({
    id: `silent: EXPOSE does not speak of ${line}`,
    dockerfile: NODE,
    compose: webService([line, 'ports: ["5000:5000"]', 'expose: [5001]']),
  })),
  {
    id: 'a port that the command of Compose names',
    dockerfile: 'FROM python:3.13\nEXPOSE 5000\nCMD ["python", "app.py"]\n',
    compose: webService(['command: gunicorn -b 0.0.0.0:8000 app:app', 'ports: ["8000:8000"]']),
    reports: ['"8000:8000"'],
    says: 'which its command names, but `EXPOSE` names 5000. If the image by itself listens there, both are right; if not, `EXPOSE` should say 8000.',
    severity: 'information',
  },
  {
    id: 'silent: a port that the command names, where the image is known to listen on what it exposes',
    dockerfile: 'FROM python:3.13\nEXPOSE 8000\nCMD uvicorn a:b --host 0.0.0.0 --port 8000\n',
    compose: webService(['command: uvicorn a:b --port 9000', 'ports: ["9000:9000"]']),
  },
  {
    id: 'silent: a program that may read PORT, and nothing exposed',
    dockerfile: 'FROM node:22\nENV PORT=8080\nCMD ["node", "server.js"]\n',
    compose: webService(['ports: ["3000:3000"]']),
  },
  {
    id: 'no swap by the port that a program may read',
    dockerfile: 'FROM node:22\nENV PORT=8080\nEXPOSE 5000\nCMD ["node", "server.js"]\n',
    compose: webService(['ports: ["8080:3000"]']),
    reports: ['"8080:3000"'],
    says: '`EXPOSE` names 5000 and the Node.js program, if it reads PORT, listens on 8080.',
    severity: 'information',
  },
  {
    id: 'silent: the port that a program may read',
    dockerfile: 'FROM node:22\nENV PORT=9000\nEXPOSE 8080\nCMD ["node", "server.js"]\n',
    compose: webService(['ports: ["9000:9000"]']),
  },
  { id: 'silent: as it should be', dockerfile: NODE, compose: webService(['ports: ["80:8080"]']) },
  { id: 'silent: no Compose file', dockerfile: NODE },
  { id: 'silent: a variable', dockerfile: NODE, compose: webService(['ports: ["8080:${PORT:-80}"]']) },
  {
    id: 'silent: the default of a program that nobody wrote down',
    dockerfile: 'FROM python:3.13\nCMD ["uvicorn", "a:b", "--host", "0.0.0.0"]\n',
    compose: webService(['ports: ["80:80"]']),
  },
  {
    id: 'silent: a service that builds another stage',
    dockerfile: 'FROM node:22 AS dev\nCMD x\nFROM node:22\nEXPOSE 8080\n',
    compose: 'services:\n  web:\n    build: { context: ., target: dev }\n    ports: ["8080:80"]\n',
  },
  {
    id: 'silent: what Compose refuses',
    dockerfile: NODE,
    compose: webService(['ports: ["8080:http", "8080:80"]']),
  },
]);

describe('ports/compose-targets-other-port: a program of ASP.NET', () => {
  const dockerfile =
    'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY . .\nEXPOSE 5000\nENTRYPOINT ["dotnet", "App.dll"]\n';
  const says = (files: Readonly<Record<string, string>>): readonly string[] =>
    composeTargetsOtherPort
      .check(
        portFacts(dockerfile, {
          'App.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
          'Program.cs': 'app.Run();\n',
          'compose.yaml': webService(['ports: ["8080:80"]']),
          ...files,
        }),
      )
      .map(({ message }) => message);
  const otherPort = (known: string): string =>
    `Compose publishes port 80 of \`web\`, but ${known}. If nothing listens on 80, connections are refused; if the program does, \`EXPOSE\` should say so.`;

  it('listens on what its image sets where its own settings say nothing', () => {
    assert.deepEqual(says({}), [
      'Swapped? Compose publishes port 80 of `web`, but `EXPOSE` names 5000 and ASP.NET listens on 8080. The port of your machine comes first: write `80:8080`.',
    ]);
  });
  it('listens on what its settings name', () => {
    assert.deepEqual(says({ 'appsettings.json': '{ "Urls": "http://*:5000" }' }), [
      otherPort('`EXPOSE` names 5000 and ASP.NET listens on 5000'),
    ]);
    assert.deepEqual(says({ 'appsettings.json': '{ "Urls": "http://*:80" }' }), []);
  });
  it('is not said to listen anywhere where a variable or its code may say it', () => {
    const environment = 'environment: { Kestrel__Endpoints__Http__Url: "http://*:5000" }';
    assert.deepEqual(says({ 'compose.yaml': webService([environment, 'ports: ["8080:80"]']) }), [
      otherPort('`EXPOSE` names 5000'),
    ]);
    assert.deepEqual(says({ 'Program.cs': 'b.WebHost.UseUrls("http://*:5000");\n' }), [
      otherPort('`EXPOSE` names 5000'),
    ]);
  });
});

describe('ports/compose-targets-other-port: an image of ASP.NET that exposes nothing', () => {
  const says = (compose: readonly string[], files: Readonly<Record<string, string>> = {}, version = '8.0') =>
    composeTargetsOtherPort
      .check(
        portFacts(
          `FROM mcr.microsoft.com/dotnet/aspnet:${version}\nCOPY . .\nENTRYPOINT ["dotnet", "App.dll"]\n`,
          {
            'App.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
            'Program.cs': 'app.Run();\n',
            'compose.yaml': webService(compose),
            ...files,
          },
        ),
      )
      .map(({ message, severity }) => `${severity ?? 'warning'}: ${message}`);

  it('is published by the port that these images had before', () => {
    assert.deepEqual(says(['ports: ["8080:80"]']), [
      'warning: Compose publishes port 80 of `web`, but ASP.NET listens on 8080: connections are refused. Write `8080:8080`.',
    ]);
  });
  for (const [id, compose, files, version] of [
    ['by its own port', ['ports: ["80:8080"]']],
    ['by both', ['ports: ["80:8080", "81:80"]']],
    ['by a port that its code may open', ['ports: ["5000:5000"]']],
    [
      'where a variable names the port',
      ['environment: { ASPNETCORE_URLS: "http://+:80" }', 'ports: ["8080:80"]'],
    ],
    ['where a file of variables may', ['env_file: a.env', 'ports: ["8080:80"]']],
    [
      'where its code names it',
      ['ports: ["8080:80"]'],
      { 'Program.cs': 'b.WebHost.UseUrls("http://*:80");\n' },
    ],
    ['of an earlier version', ['ports: ["8080:80"]'], {}, '7.0'],
  ] as const) {
    it(`is published ${id}, and nothing is said`, () => {
      assert.deepEqual(says(compose, files, version), []);
    });
  }
});

describe('ports/compose-targets-other-port: a container that people develop in', () => {
  it('is none of its business', () => {
    const facts = portFacts(NODE, { 'compose.yaml': webService(['ports: ["8080:80"]']) });
    assert.ok(facts.compose);
    const uses = facts.compose.uses.map(({ service, project }) => ({
      service: { ...service, place: { ...service.place, file: '/project/.devcontainer/compose.yaml' } },
      project,
    }));
    assert.equal(composeTargetsOtherPort.check(facts).length, 1);
    const inside = { ...facts, compose: { ...facts.compose, uses } };
    assert.deepEqual(composeTargetsOtherPort.check(inside), []);
  });
});
