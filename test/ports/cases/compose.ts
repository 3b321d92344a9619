import { aspnet } from '../aspnet.ts';
import type { PortCase } from './types.ts';

const TARGETS = 'ports/compose-targets-other-port';
const PROTOCOL = 'ports/protocol-differs';
const UNPUBLISHED = 'ports/exposed-not-published';
const LOCALHOST = 'ports/localhost-in-environment';
const NO_EFFECT = 'ports/expose-has-no-effect';
const UNSET = 'ports/unset-variable';
const DIFFERS = 'ports/expose-differs-from-listen';

const NODE = 'FROM node:22\nEXPOSE 3000\nCMD ["node", "server.js"]\n';
const QUIET = 'FROM node:22\nCMD ["node", "server.js"]\n';

/** A project whose service `web` builds the Dockerfile and has these lines; others follow at the level of services. */
function project(web: readonly string[], ...others: readonly string[]): Readonly<Record<string, string>> {
  const lines = [
    'services:',
    '  web:',
    '    build: .',
    ...web.map((line) => `    ${line}`),
    ...others.map((line) => `  ${line}`),
    '',
  ];
  return { 'compose.yaml': lines.join('\n') };
}

type Row = readonly [name: string, dockerfile: string, files: PortCase['files'], reports?: readonly string[]];

const PUBLISHED = ['ports: ["3000:3000"]'];
const DB = 'db: { image: "postgres:17" }';

const app = (program: string, settings = '{}'): Readonly<Record<string, string>> => ({
  'App.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  'Program.cs': program,
  'appsettings.json': settings,
});

const CONTRADICTIONS: readonly Row[] = [
  ['swapped', NODE, project(['ports: ["3000:80"]']), [TARGETS]],
  ['swapped on an address', NODE, project(['ports: ["127.0.0.1:3000:80"]']), [TARGETS]],
  ['swapped in the long form', NODE, project(['ports: [{ target: 80, published: "3000" }]']), [TARGETS]],
  ['swapped beside one that is right', NODE, project(['ports: ["3000:3000", "3000:80"]']), [TARGETS]],
  ['another port', NODE, project(['ports: ["8080:8080"]']), [TARGETS]],
  ['another port behind a variable of the host', NODE, project(['ports: ["${P:-80}:8080"]']), [TARGETS]],
  [
    'the port of a command of Compose, which EXPOSE does not name',
    'FROM python:3.13\nEXPOSE 5000\nCMD ["python", "app.py"]\n',
    project(['command: gunicorn -b 0.0.0.0:8000 app:app', 'ports: ["8000:8000"]']),
    [TARGETS],
  ],
  [
    'a range that holds none',
    'FROM node:22\nEXPOSE 3000-3005\nCMD ["node", "server.js"]\n',
    project(['ports: ["4000-4005:4000-4005"]']),
    [TARGETS],
  ],
  [
    'ports of MySQL at a server for development',
    'FROM node:22\nENV PORT=3000\nCMD ["npx", "react-scripts", "start"]\n',
    project(['ports: ["3000:3000"]', 'expose: [3306, 33060]']),
    [TARGETS],
  ],
  ['tcp for udp', 'FROM alpine:3.20\nEXPOSE 53/udp\nCMD x\n', project(['ports: ["53:53"]']), [PROTOCOL]],
  ['udp for tcp', NODE, project(['ports: ["3000:3000/udp"]']), [PROTOCOL]],
  [
    'tcp for udp in the long form',
    'FROM alpine:3.20\nEXPOSE 53/udp\nCMD x\n',
    project(['ports:', '  - target: 53', '    published: 5353', '    protocol: tcp']),
    [PROTOCOL],
  ],
  ['nothing is published', NODE, project(['restart: always']), [UNPUBLISHED]],
  ['an empty list', NODE, project(['ports: []']), [UNPUBLISHED]],
  ['nothing is published beside a database', NODE, project(['depends_on: [db]'], DB), [UNPUBLISHED]],
  [
    'a database at localhost',
    QUIET,
    project(['environment: { DATABASE_URL: "postgres://a:b@localhost:5432/c" }'], DB),
    [LOCALHOST],
  ],
  [
    'a database at localhost in ENV',
    'FROM node:22\nENV DATABASE_URL=postgresql://127.0.0.1/shop\nCMD ["node", "server.js"]\n',
    project([], DB),
    [LOCALHOST],
  ],
  [
    'the port of the host',
    QUIET,
    project(
      ['environment: ["REDIS_URL=redis://localhost:6380"]'],
      'cache: { image: "redis:7", ports: ["6380:6379"] }',
    ),
    [LOCALHOST],
  ],
  ['a host alone', QUIET, project(['environment: { PGHOST: localhost }'], DB), [LOCALHOST]],
  [
    'another service of ours, unpublished',
    QUIET,
    project(['environment: { API: "http://localhost:4000" }'], 'api: { build: ./api, expose: ["4000"] }'),
    [LOCALHOST],
  ],
  [
    'EXPOSE in a stage that is only copied from',
    'FROM node:22 AS build\nRUN make\nEXPOSE 3000\nFROM nginx:1.27\nCOPY --from=build /d /d\n',
    {},
    [NO_EFFECT],
  ],
  ['a variable of nobody', 'FROM node:22\nEXPOSE $PORT\nCMD ["node", "server.js"]\n', {}, [UNSET]],
  [
    'a variable of Compose',
    'FROM node:22\nEXPOSE $PORT\n',
    project(['environment: { PORT: 80 }', 'ports: ["80:80"]']),
    [UNSET],
  ],
  ['a global ARG', 'ARG PORT=80\nFROM node:22\nEXPOSE ${PORT}\n', {}, [UNSET]],
  ['ENV below EXPOSE', 'FROM node:22\nEXPOSE $PORT\nENV PORT=80\n', {}, [UNSET]],
  [
    'PORT of Compose against EXPOSE',
    'FROM node:22\nEXPOSE 3170\nCMD ["node", "server.js"]\n',
    project(['environment: [PORT=3000]', 'ports: ["3170:3000"]']),
    [DIFFERS],
  ],
  [
    'the port that the image of ASP.NET sets, where its settings say another one',
    aspnet(),
    { ...app('app.Run();', '{ "Urls": "http://*:5000" }'), ...project(['ports: ["8080:8080"]']) },
    [TARGETS],
  ],
];

const FINE: readonly Row[] = [
  ['published as it is', NODE, project(PUBLISHED)],
  [
    'another port in a command of Compose',
    'FROM python:3.13\nEXPOSE 8000\nCMD uvicorn a:b --host 0.0.0.0 --port 8000\n',
    project(['command: uvicorn a:b --host 0.0.0.0 --port 9000', 'ports: ["9000:9000"]']),
  ],
  ['on another port of the host', NODE, project(['ports: ["80:3000"]'])],
  ['a debugger beside it', NODE, project(['ports: ["3000:3000", "9229:9229"]'])],
  ['a debugger alone', NODE, project(['ports: ["9229:9229"]'])],
  ['metrics beside it', NODE, project(['ports: ["3000:3000", "9100:9100"]'])],
  ['part of a range', 'FROM node:22\nEXPOSE 3000-3010\nCMD x\n', project(['ports: ["3001-3002:3001-3002"]'])],
  ['the port of the base image', 'FROM nginx:1.27\nEXPOSE 8080\n', project(['ports: ["8080:80"]'])],
  [
    'a database that exposes by itself',
    'FROM postgres:17\nCOPY init.sql /d/\n',
    project(['ports: ["5432:5432"]']),
  ],
  ['both protocols', 'FROM alpine:3.20\nEXPOSE 53/udp\nCMD x\n', project(['ports: ["53:53", "53:53/udp"]'])],
  ['EXPOSE names both', 'FROM alpine:3.20\nEXPOSE 53 53/udp\nCMD x\n', project(['ports: ["53:53"]'])],
  ['HTTP/3', 'FROM node:22\nEXPOSE 443\nCMD x\n', project(['ports: ["443:443", "443:443/udp"]'])],
  ['a proxy in front', NODE, project([], 'proxy: { image: "nginx:1.27", ports: ["80:80"] }')],
  ['a proxy of ours in front', NODE, project([], 'edge: { build: ./edge, ports: ["80:80"] }')],
  ['Traefik by labels', NODE, project(['labels: ["traefik.enable=true"]'])],
  ['nginx-proxy by VIRTUAL_HOST', NODE, project(['environment: { VIRTUAL_HOST: a.example }'])],
  [
    'a tunnel in its network',
    NODE,
    project([], 'tunnel: { image: ngrok/ngrok, network_mode: "service:web" }'),
  ],
  ['a network of others', NODE, project(['networks: [proxy]'])],
  ['only for other containers', NODE, project(['expose: ["3000"]'])],
  ['a worker of the same image', NODE, project(PUBLISHED, 'worker: { build: ., command: node worker.js }')],
  ['for docker compose run', NODE, project(['stdin_open: true', 'tty: true'])],
  ['a worker alone', NODE, project(['command: node worker.js'])],
  ["the host's network", NODE, project(['network_mode: host'])],
  ['a profile', NODE, project(['profiles: [debug]'])],
  ['EXPOSE is missing', QUIET, project(['ports: ["8080:8080"]'])],
  ['EXPOSE is missing, nothing is published', QUIET, project([])],
  ['a database by its name', QUIET, project(['environment: { DATABASE_URL: "postgres://db/c" }'], DB)],
  [
    'localhost of itself',
    NODE,
    project([...PUBLISHED, 'environment: { SELF: "http://localhost:3000" }'], DB),
  ],
  [
    'what a browser calls',
    QUIET,
    project(['environment: { API: "http://localhost:4000" }'], 'api: { build: ./api, ports: ["4000:4000"] }'),
  ],
  ['where a server listens', QUIET, project(['environment: { HOST: localhost }'], DB)],
  [
    'ENV that Compose sets anew',
    'FROM node:22\nENV PGHOST=localhost\nCMD x\n',
    project(['environment: { PGHOST: db }'], DB),
  ],
  ['no database of the kind', QUIET, project(['environment: { URL: "mysql://localhost/x" }'], DB)],
  ['a stage for --target', 'FROM a AS dev\nEXPOSE 3000\nCMD x\nFROM nginx\n', {}],
  [
    'a stage with a command, copied from',
    'FROM a AS dev\nEXPOSE 3000\nCMD x\nFROM dev AS build\nRUN y\nFROM b\nCOPY --from=build /d /d\n',
    {},
  ],
  ['a stage below', 'FROM a AS base\nEXPOSE 3000\nFROM base\nCOPY --from=base /x /y\n', {}],
  [
    'a stage that another service builds',
    'FROM a AS api\nEXPOSE 1\nFROM b\nCOPY --from=api /d /d\n',
    project([], 'api: { build: { context: ., target: api } }'),
  ],
  ['a default', 'FROM node:22\nEXPOSE ${PORT:-3000}\nCMD x\n', {}],
  ['a variable of ENV', 'FROM node:22\nENV PORT=3000\nEXPOSE $PORT\nCMD x\n', {}],
  [
    'the port that the image of ASP.NET sets',
    aspnet('EXPOSE 443'),
    { ...app('app.Run();'), ...project(['ports: ["80:8080"]']) },
  ],
  [
    'the port of its own settings',
    aspnet(),
    { ...app('app.Run();', '{ "Urls": "http://*:5000" }'), ...project(['ports: ["8080:5000"]']) },
  ],
  ['no Compose file, only Kubernetes', NODE, { 'deployment.yaml': 'kind: Deployment\n' }],
];

const UNKNOWN: readonly Row[] = [
  [
    'code of ASP.NET that says where it listens',
    aspnet(),
    { ...app('app.Run("http://*:5000");'), ...project(['ports: ["8080:8080"]']) },
  ],
  ['a base image that may expose more', 'FROM acme/server\nEXPOSE 3000\n', project(['ports: ["8080:8080"]'])],
  ['a base image that may set it', 'FROM acme/server\nEXPOSE $PORT\n', {}],
  ['ARG without a default', 'FROM node:22\nARG PORT\nEXPOSE $PORT\nCMD x\n', {}],
  ['a name that is a variable', 'FROM node:22\nARG N=PORT\nENV $N=1\nEXPOSE $PORT2\nCMD x\n', {}],
  ['a variable in EXPOSE', 'FROM node:22\nARG P=3000\nEXPOSE $P\nCMD x\n', project(['ports: ["80:80"]'])],
  ['a variable in Compose', NODE, project(['ports: ["80:${PORT}"]'])],
  ['a default in Compose', NODE, project(['ports: ["80:${PORT:-8080}"]'])],
  ['an alias', NODE, { 'compose.yaml': 'x: &p "80:80"\nservices:\n  web:\n    build: .\n    ports: [*p]\n' }],
  ['ports as a map', NODE, project(['ports: { 80: 80 }'])],
  ['ports as a text', NODE, project(['ports: "80:80"'])],
  ['a number out of range', NODE, project(['ports: ["80:99999"]'])],
  ['an env_file', QUIET.replace('CMD', 'ENV PGHOST=localhost\nCMD'), project(['env_file: .env'], DB)],
  [
    'two databases',
    QUIET,
    project(['environment: { PGHOST: localhost }'], DB, 'db2: { image: "postgres:16" }'),
  ],
  [
    'another network',
    QUIET,
    project(
      ['networks: [a]', 'environment: { PGHOST: localhost }'],
      'db: { image: postgres, networks: [b] }',
    ),
  ],
  ['a variable in the value', QUIET, project(['environment: { PGHOST: "${H:-localhost}" }'], DB)],
  [
    'a file that is included',
    NODE,
    { 'compose.yaml': 'include: [gone.yaml]\nservices:\n  web:\n    build: .\n' },
  ],
  ['it extends another', NODE, project(['extends: { file: gone.yaml, service: web }'])],
  ['what builds on it later', 'FROM node:22\nONBUILD ENV PORT=80\nEXPOSE 80\nCMD x\n', {}],
];

/** Compose and EXPOSE, and what only looks like a contradiction of the two. */
export const COMPOSE_PORT_CASES: readonly PortCase[] = (
  [
    ['contradiction', CONTRADICTIONS],
    ['fine', FINE],
    ['unknown', UNKNOWN],
  ] as const
).flatMap(([kind, rows]) =>
  rows.map(([name, dockerfile, files = {}, reports = []]) => ({ name, dockerfile, files, kind, reports })),
);
