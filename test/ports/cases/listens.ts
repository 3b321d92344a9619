import type { PortCase } from './types.ts';

const LOOPBACK = 'ports/listens-on-loopback';
const DIFFERS = 'ports/expose-differs-from-listen';

const PYTHON = 'FROM python:3.12\nWORKDIR /app\n';
const NODE = 'FROM node:22\nWORKDIR /app\nCOPY . .\n';

const service = (lines: readonly string[]): string =>
  ['services:', '  web:', '    build: .', ...lines.map((line) => `    ${line}`), ''].join('\n');

const published = (...lines: readonly string[]): string => service(['ports:', '  - "8080:5000"', ...lines]);

/** What a program listens on, against EXPOSE and against what Compose publishes. */
export const LISTEN_PORT_CASES: readonly PortCase[] = [
  {
    name: 'Flask without --host, exposed',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD ["flask", "run"]\n`,
    kind: 'contradiction',
    reports: [LOOPBACK],
  },
  {
    name: 'uvicorn on 127.0.0.1, exposed in a range',
    dockerfile: `${PYTHON}EXPOSE 7999-8001\nCMD uvicorn main:app --host 127.0.0.1\n`,
    kind: 'contradiction',
    reports: [LOOPBACK],
  },
  {
    name: 'exposed by the stage below',
    dockerfile: `FROM python:3.12 AS base\nEXPOSE 8000\nFROM base\nCMD ["gunicorn", "-b", "localhost:8000", "a:b"]\n`,
    kind: 'contradiction',
    reports: [LOOPBACK],
  },
  {
    name: 'loopback in gunicorn.conf.py',
    dockerfile: `${PYTHON}COPY . .\nEXPOSE 9000\nCMD ["gunicorn", "app:app"]\n`,
    files: { 'gunicorn.conf.py': 'bind = "127.0.0.1:9000"\n' },
    kind: 'contradiction',
    reports: [LOOPBACK],
  },
  {
    name: 'Vite in a script',
    dockerfile: `${NODE}EXPOSE 5173\nCMD ["npm", "run", "dev"]\n`,
    files: { 'package.json': '{ "scripts": { "dev": "vite" } }\n' },
    kind: 'contradiction',
    reports: [LOOPBACK],
  },
  {
    name: 'another port in an option',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]\n`,
    kind: 'contradiction',
    reports: [DIFFERS],
  },
  {
    name: 'another port in ENV',
    dockerfile: `${NODE}ENV PORT=3000\nEXPOSE 8080\nCMD ["node", "server.js"]\n`,
    kind: 'contradiction',
    reports: [DIFFERS],
  },
  {
    name: 'another port in an nginx configuration',
    dockerfile: 'FROM nginx:1.27\nCOPY site.conf /etc/nginx/conf.d/default.conf\nEXPOSE 3000\n',
    files: { 'site.conf': 'server {\n  listen 8081;\n}\n' },
    kind: 'contradiction',
    reports: [DIFFERS],
  },
  {
    name: 'EXPOSE 80 of an image that listens on 8080 since .NET 8',
    dockerfile: 'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nEXPOSE 80\nENTRYPOINT ["dotnet", "app.dll"]\n',
    kind: 'contradiction',
    reports: [DIFFERS],
  },
  {
    name: 'another port in a script',
    dockerfile: `${NODE}EXPOSE 3000\nCMD ["npm", "start"]\n`,
    files: { 'package.json': '{ "scripts": { "start": "next start -p 8080" } }\n' },
    kind: 'contradiction',
    reports: [DIFFERS],
  },
  {
    name: 'all addresses',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD ["flask", "run", "--host=0.0.0.0"]\n`,
    kind: 'fine',
    reports: [],
  },
  {
    name: 'loopback that nobody exposes or publishes',
    dockerfile: `${PYTHON}CMD ["uvicorn", "main:app"]\n`,
    kind: 'fine',
    reports: [],
  },
  {
    name: 'a range that holds the port',
    dockerfile: `${PYTHON}EXPOSE 8000-8010\nCMD uvicorn main:app --host 0.0.0.0 --port 8005\n`,
    kind: 'fine',
    reports: [],
  },
  {
    name: 'a second port for metrics',
    dockerfile: `${PYTHON}EXPOSE 8000 9090\nCMD uvicorn main:app --host 0.0.0.0 --port 8000\n`,
    kind: 'fine',
    reports: [],
  },
  {
    name: 'only the port of a debugger is exposed',
    dockerfile: `${PYTHON}EXPOSE 5678\nCMD uvicorn main:app --host 0.0.0.0 --port 8000\n`,
    kind: 'fine',
    reports: [],
  },
  {
    name: 'the base image exposes the port',
    dockerfile: 'FROM nginx:1.27\nCOPY site.conf /etc/nginx/conf.d/default.conf\nEXPOSE 443\n',
    files: { 'site.conf': 'server { listen 80; }\n' },
    kind: 'fine',
    reports: [],
  },
  {
    name: 'the variable is the same on both sides',
    dockerfile: `${NODE}ENV PORT=3000\nEXPOSE $PORT\nCMD ["node", "server.js"]\n`,
    kind: 'fine',
    reports: [],
  },
  {
    name: 'a HEALTHCHECK knows of a listener on the exposed port',
    dockerfile: `${NODE}ENV PORT=3000\nEXPOSE 8080\nHEALTHCHECK CMD curl -f http://localhost:8080/\nCMD ["node", "server.js"]\n`,
    kind: 'fine',
    reports: [],
  },
  {
    name: 'the network of the host',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD ["flask", "run"]\n`,
    files: { 'compose.yaml': service(['network_mode: host']) },
    kind: 'fine',
    reports: [],
  },
  {
    name: 'Compose sets the address',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD ["flask", "run"]\n`,
    files: { 'compose.yaml': published('environment:', '  FLASK_RUN_HOST: 0.0.0.0') },
    kind: 'fine',
    reports: [],
  },
  {
    name: 'a program of the project',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD ["python", "app.py"]\n`,
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'a script as the entry point',
    dockerfile: `${PYTHON}EXPOSE 5000\nENTRYPOINT ["./entrypoint.sh"]\nCMD ["flask", "run"]\n`,
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'a port that only the start tells',
    dockerfile: `${PYTHON}EXPOSE 8000\nCMD gunicorn --bind 0.0.0.0:$PORT app:app\n`,
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'a port that a build argument decides',
    dockerfile: `${NODE}ARG P=3000\nENV PORT=$P\nEXPOSE 8080\nCMD ["node", "server.js"]\n`,
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'a default that nobody wrote down',
    dockerfile: `${NODE}EXPOSE 8080\nCMD ["npx", "next", "start"]\n`,
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'a base image that may set anything',
    dockerfile: 'FROM registry.example.org/python\nEXPOSE 5000\nCMD ["flask", "run"]\n',
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'settings of Vite that name a host',
    dockerfile: `${NODE}EXPOSE 5173\nCMD ["npx", "vite"]\n`,
    files: { 'vite.config.js': 'export default { server: { host: process.env.HOST } }\n' },
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'Compose gives another command',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD ["flask", "run"]\n`,
    files: { 'compose.yaml': published('command: ./dev.sh') },
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'a file that is not there may set the address',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD ["flask", "run"]\n`,
    files: { 'compose.yaml': published('env_file: .env') },
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'two programs',
    dockerfile: `${PYTHON}EXPOSE 5000\nCMD uvicorn a:b --port 8000 & uvicorn c:d --port 8001\n`,
    kind: 'unknown',
    reports: [],
  },
  {
    name: 'a port of UDP',
    dockerfile: `${PYTHON}EXPOSE 5000/udp\nCMD uvicorn a:b --host 0.0.0.0 --port 8000\n`,
    kind: 'fine',
    reports: [],
  },
];
