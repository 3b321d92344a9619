import { localhostInEnvironment } from '../../../server/src/rules/ports/localhost-in-environment.ts';
import { checkPortRule, webService } from './port-rule-cases.ts';

const NODE = 'FROM node:22\nCMD ["node", "server.js"]\n';
const DB = ['  db:', '    image: postgres:17-alpine'];
const CACHE = ['  cache:', '    image: redis', '    ports: ["6380:6379"]'];

checkPortRule(localhostInEnvironment, [
  {
    id: 'a URL in a mapping',
    dockerfile: NODE,
    compose: webService(
      ['environment:', '  URL: "postgresql+asyncpg://a:p%40@localhost:5432/x" # dev'],
      ...DB,
    ),
    reports: ['"postgresql+asyncpg://a:p%40@localhost:5432/x"'],
    says: 'PostgreSQL runs in the service `db`. Use `db:5432`',
    fixed: webService(['environment:', '  URL: "postgresql+asyncpg://a:p%40@db:5432/x" # dev'], ...DB),
  },
  {
    id: 'a JDBC URL in a list',
    dockerfile: NODE,
    compose: webService(['environment:', '  - URL=jdbc:postgresql://127.0.0.1/x'], ...DB),
    reports: ['URL=jdbc:postgresql://127.0.0.1/x'],
    fixed: webService(['environment:', '  - URL=jdbc:postgresql://db/x'], ...DB),
  },
  {
    id: 'the port of the host becomes that of the container',
    dockerfile: 'FROM node:22\nENV A=1 REDIS_URL="redis://localhost:6380/0"\n',
    compose: webService([], ...CACHE),
    reports: ['"redis://localhost:6380/0"'],
    fixed: 'FROM node:22\nENV A=1 REDIS_URL="redis://cache:6379/0"\n',
  },
  {
    id: 'a host and a port',
    dockerfile: NODE,
    compose: webService(['environment: { CACHE: "localhost:6379" }'], ...CACHE),
    reports: ['"localhost:6379"'],
    fixed: webService(['environment: { CACHE: "cache:6379" }'], ...CACHE),
  },
  {
    id: 'a host by its name',
    dockerfile: NODE,
    compose: webService(['environment: { APP_DB_HOST: localhost }'], ...DB, ...CACHE),
    reports: ['localhost'],
    fixed: webService(['environment: { APP_DB_HOST: db }'], ...DB, ...CACHE),
  },
  {
    id: 'a program of our own is information',
    dockerfile: NODE,
    compose: webService(
      ['environment: { API: "http://localhost:4000/v1" }'],
      '  api:',
      '    build: ./api',
      '    expose: [4000]',
    ),
    reports: ['"http://localhost:4000/v1"'],
    severity: 'information',
    fixed: webService(
      ['environment: { API: "http://api:4000/v1" }'],
      '  api:',
      '    build: ./api',
      '    expose: [4000]',
    ),
  },
  {
    id: 'no fix where localhost stands there twice',
    dockerfile: NODE,
    compose: webService(['environment: { URL: "postgres://localhost@localhost/x" }'], ...DB),
    reports: ['"postgres://localhost@localhost/x"'],
    fixed: 'none',
  },
  {
    id: 'silent: the service by its name',
    dockerfile: NODE,
    compose: webService(['environment: { PGHOST: db }'], ...DB),
  },
  ...['REACT_APP_API', 'VITE_API', 'NEXT_PUBLIC_API', 'VUE_APP_API', 'NUXT_PUBLIC_API', 'GATSBY_API'].map(
    (name) => ({
      id: `silent: browsers read ${name}`,
      dockerfile: NODE,
      compose: webService([`environment: { ${name}: "localhost:6380" }`], ...CACHE),
    }),
  ),
  {
    id: 'silent: browsers read what an ENV says',
    dockerfile: 'FROM node:22\nENV PUBLIC_API=localhost:6380 EXPO_PUBLIC_API=localhost:6380\n',
    compose: webService([], ...CACHE),
  },
  {
    id: 'silent: no such service',
    dockerfile: NODE,
    compose: webService(['environment: { PGHOST: localhost }']),
  },
  {
    id: 'silent: another port',
    dockerfile: NODE,
    compose: webService(['environment: { X: "localhost:1234" }'], ...DB),
  },
  {
    id: 'silent: a list of hosts',
    dockerfile: NODE,
    compose: webService(['environment: { X: "redis://localhost,b" }'], ...CACHE),
  },
  {
    id: 'silent: a path',
    dockerfile: NODE,
    compose: webService(['environment: { X: "localhost/redis" }'], ...CACHE),
  },
  {
    id: 'silent: a subdomain',
    dockerfile: NODE,
    compose: webService(['environment: { X: "redis://localhost.a" }'], ...CACHE),
  },
  {
    id: 'silent: one network for both',
    dockerfile: NODE,
    compose: webService(['environment: { PGHOST: localhost }'], ...DB, '    network_mode: "service:web"'),
  },
  {
    id: 'silent: the image listens there itself',
    dockerfile: `${NODE}EXPOSE 5432\n`,
    compose: webService(['ports: [5432]', 'environment: { X: "localhost:5432" }'], ...DB),
  },
  { id: 'silent: no Compose file', dockerfile: 'FROM node:22\nENV PGHOST=localhost\n' },
]);
