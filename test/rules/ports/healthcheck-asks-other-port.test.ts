import { healthcheckAsksOtherPort } from '../../../server/src/rules/ports/healthcheck-asks-other-port.ts';
import { checkPortRule, webService, type PortRuleCase } from './port-rule-cases.ts';

const RUN = 'CMD ["uvicorn", "a:b", "--host", "0.0.0.0", "--port", "8080"]\n';
/** A program on 8080 with a check. */
const checked = (command: string, run = RUN): string => `FROM python:3.12\nHEALTHCHECK ${command}\n${run}`;
const node = (...lines: readonly string[]): string =>
  ['FROM node:22', 'ENV PORT=8080', ...lines, 'CMD ["node", "server.js"]', ''].join('\n');
const CURL = 'HEALTHCHECK CMD curl -f http://localhost:3000/';

checkPortRule(healthcheckAsksOtherPort, [
  {
    id: 'another port',
    dockerfile: checked('--interval=30s CMD curl -f http://localhost:3000/health || exit 1'),
    reports: ['http://localhost:3000'],
    says: 'HEALTHCHECK asks port 3000 of the container itself, but uvicorn listens on 8080 (`"--port", "8080"`, line 3): the check fails, and the container counts as unhealthy while the program runs. Ask port 8080.',
    related: ['"--port", "8080"'],
    fixed: checked('--interval=30s CMD curl -f http://localhost:8080/health || exit 1'),
  },
  {
    id: 'no port, which is 80',
    dockerfile: checked('CMD curl --fail "http://127.0.0.1/health"'),
    reports: ['http://127.0.0.1'],
    says: 'asks port 80 of',
    fixed: checked('CMD curl --fail "http://127.0.0.1:8080/health"'),
  },
  {
    id: 'no port, with TLS',
    dockerfile: checked('CMD curl -fk https://localhost'),
    reports: ['https://localhost'],
    says: 'asks port 443 of',
    fixed: 'none',
  },
  {
    id: 'exec form',
    dockerfile: checked('CMD ["wget", "-qO-", "http://[::1]:3000/"]'),
    reports: ['http://[::1]:3000'],
    fixed: checked('CMD ["wget", "-qO-", "http://[::1]:8080/"]'),
  },
  {
    id: 'without http:, over several lines',
    dockerfile: checked('CMD curl -fsS \\\n    localhost:3000/a \\\n  && exit 0 || exit 1'),
    reports: ['localhost:3000'],
    fixed: checked('CMD curl -fsS \\\n    localhost:8080/a \\\n  && exit 0 || exit 1'),
  },
  {
    id: 'two addresses, and a pipe',
    dockerfile: checked('CMD curl -f localhost:3000/a && curl -f localhost:3001/b | grep -q ok || kill 1'),
    reports: ['localhost:3000'],
    says: 'asks ports 3000 and 3001 of',
    fixed: checked('CMD curl -f localhost:8080/a && curl -f localhost:8080/b | grep -q ok || kill 1'),
  },
  {
    id: 'a connection alone',
    dockerfile: checked('CMD nc -z localhost 3000 || exit 1'),
    reports: ['localhost 3000'],
    fixed: checked('CMD nc -z localhost 8080 || exit 1'),
  },
  {
    id: 'a variable with a constant',
    dockerfile: `FROM python:3.12\nENV P=3000\nHEALTHCHECK CMD curl -f http://localhost:\${P}/\n${RUN}`,
    reports: ['http://localhost:${P}'],
    says: 'asks port 3000 of',
    fixed: 'none',
  },
  {
    id: 'the stage below sets it',
    dockerfile: `FROM python:3.12 AS base\n${CURL}\nFROM base\n${RUN}`,
    reports: ['http://localhost:3000'],
  },
  {
    id: 'a program of Node.js that may listen on one more',
    dockerfile: node('EXPOSE 8080', CURL),
    reports: ['http://localhost:3000'],
    says: 'the Node.js program, if it reads PORT, listens on 8080 (`PORT=8080`, line 2): unless it listens there, too, the check fails',
    severity: 'information',
  },
  {
    id: 'ASP.NET, on the port of earlier images',
    dockerfile:
      'FROM mcr.microsoft.com/dotnet/aspnet:9.0\nHEALTHCHECK CMD curl -f http://localhost/\nEXPOSE 8080\nENTRYPOINT ["dotnet", "a.dll"]\n',
    reports: ['http://localhost'],
    severity: 'information',
  },
  {
    id: 'Compose sets another port, which is none either',
    dockerfile: `FROM node:22\nENV PORT=8080\n${CURL}\nCMD ["npx", "next", "start"]\n`,
    compose: webService(['environment: [PORT=9000]']),
    reports: ['http://localhost:3000'],
    says: 'Next.js listens on 8080 (`PORT=8080`, line 2)',
  },
  ...[
    'CMD curl -f http://localhost:8080/',
    'CMD curl -f http://localhost:3000/ || curl -f http://localhost:8080/',
    'CMD curl -f http://localhost:3000/ || true',
    'CMD curl -f http://localhost:3000/; exit 0',
    'CMD test -f /ready || curl -f http://localhost:3000/',
    'CMD if true; then curl -f http://localhost:3000/; fi',
    'CMD curl --unix-socket /run/a.sock http://localhost/',
    'CMD curl -x http://localhost:3000/ http://a.org/',
    'CMD curl -f -H "Host: localhost" http://api:3000/',
    'CMD curl -f http://localhost:${PORT:-3000}/',
    'CMD curl -f http://localhost:$PORT/',
    'CMD curl -f http://localhost.example.org:3000/',
    'CMD ["curl", "-f", "http://localhost:$PORT/"]',
    'CMD python check.py http://localhost:3000/',
    'CMD ./check.sh',
    'CMD nc -z localhost',
    'CMD nc -z db 3000',
    'CMD true',
    'NONE',
  ].map((command): PortRuleCase => ({ id: `silent: ${command}`, dockerfile: checked(command) })),
  { id: 'silent: replaced', dockerfile: checked(`CMD curl -f http://localhost:3000/\nHEALTHCHECK NONE`) },
  {
    id: 'silent: of a stage that the image is not built from',
    dockerfile: `FROM python:3.12 AS test\n${CURL}\nFROM python:3.12\n${RUN}`,
  },
  {
    id: 'silent: EXPOSE knows of somebody there',
    dockerfile: `FROM python:3.12\nEXPOSE 8080 3000\n${CURL}\n${RUN}`,
  },
  {
    id: 'silent: a default that nobody wrote down',
    dockerfile: checked('CMD curl -f http://localhost:3000/', 'CMD flask run --host 0.0.0.0\n'),
  },
  {
    id: 'silent: a build argument',
    dockerfile: `FROM python:3.12\nARG P=3000\nENV Q=$P\nHEALTHCHECK CMD curl localhost:$Q\n${RUN}`,
  },
  {
    id: 'silent: another base image',
    dockerfile: checked('CMD curl localhost:3000').replace('python:3.12', 'me/app'),
  },
  { id: 'silent: Node.js without EXPOSE', dockerfile: node(CURL) },
  {
    id: 'silent: a second program',
    dockerfile: checked('CMD curl localhost:3000', 'CMD nginx && uvicorn a:b --port 8080\n'),
  },
  {
    id: 'silent: management of Spring Boot',
    dockerfile:
      'FROM eclipse-temurin:21\nHEALTHCHECK CMD curl -f http://localhost:8081/actuator/health\nCMD ["java", "-jar", "a.jar", "--server.port=8080"]\n',
  },
  {
    id: 'silent: the configuration that nginx brings listens, too',
    dockerfile:
      'FROM nginx:1.27\nCOPY site.conf /etc/nginx/conf.d/site.conf\nHEALTHCHECK CMD curl -f http://localhost/\n',
  },
  {
    id: 'silent: Compose sets the port that is asked',
    dockerfile: `FROM node:22\nENV PORT=8080\n${CURL}\nCMD ["npx", "next", "start"]\n`,
    compose: webService(['environment: [PORT=3000]']),
  },
  {
    id: 'silent: Compose gives another command',
    dockerfile: checked('CMD curl -f http://localhost:3000/'),
    compose: webService(['command: python app.py']),
  },
  {
    id: 'silent: Compose may set the variable',
    dockerfile: `FROM python:3.12\nENV P=3000\nHEALTHCHECK CMD curl -f localhost:$P\n${RUN}`,
    compose: webService(['ports: ["80:8080"]']),
  },
]);
