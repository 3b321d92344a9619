import assert from 'node:assert/strict';
import { exposedNotPublished } from '../../../server/src/rules/ports/exposed-not-published.ts';
import { portFacts } from '../../ports/facts-of.ts';
import { checkPortRule, webService } from './port-rule-cases.ts';

const NODE = 'FROM node:22\nEXPOSE 3000\nCMD ["node", "server.js"]\n';

checkPortRule(exposedNotPublished, [
  {
    id: 'alone',
    dockerfile: NODE,
    compose: webService(['restart: always # please']),
    reports: ['web'],
    says: '`EXPOSE` names port 3000 (line 2)',
    related: ['3000'],
    fixed: webService(['ports:', '  - "3000:3000"', 'restart: always # please']),
  },
  {
    id: 'the port of the program, where EXPOSE names another',
    dockerfile: 'FROM python:3.13\nEXPOSE 8080\nCMD uvicorn a:b --host 0.0.0.0 --port 5000\n',
    compose: webService(['restart: always']),
    reports: ['web'],
    says: '`web` publishes no port: uvicorn listens on 5000 (`EXPOSE` names port 8080, line 2), but your machine does not reach it. Publish 5000 with `ports:`, or',
    related: ['8080', '--port 5000'],
    fixed: webService(['ports:', '  - "5000:5000"', 'restart: always']),
  },
  {
    id: 'on the port of the host that EXPOSE names, too',
    dockerfile: 'FROM node:22\nEXPOSE 127.0.0.1:8080:3000\n',
    compose: webService([]),
    reports: ['web'],
    fixed: webService(['ports:', '  - "127.0.0.1:8080:3000"']),
  },
  {
    id: 'an empty list, udp and a range',
    dockerfile: 'FROM node:22\nEXPOSE 5000-5002/udp\n',
    compose: webService(['ports: []']),
    reports: ['web'],
    fixed: webService(['ports: ["5000-5002:5000-5002/udp"]']),
  },
  {
    id: 'beside databases, in the quotes of the file',
    dockerfile: NODE,
    compose: webService([], '  db:', '    image: docker.io/library/postgres:17', "    ports: ['5432:5432']"),
    reports: ['web'],
    fixed: webService(
      ["ports: ['3000:3000']"],
      '  db:',
      '    image: docker.io/library/postgres:17',
      "    ports: ['5432:5432']",
    ),
  },
  {
    id: 'no fix where a merge key brings something in',
    dockerfile: NODE,
    compose: `x-a: &a { init: true }\n${webService(['<<: *a'])}`,
    reports: ['web'],
    fixed: 'none',
  },
  { id: 'silent: published', dockerfile: NODE, compose: webService(['ports: [3000]']) },
  { id: 'silent: published with a variable', dockerfile: NODE, compose: webService(['ports: ["$P:3000"]']) },
  {
    id: 'silent: ports that Compose refuses',
    dockerfile: NODE,
    compose: webService(['ports: { 3000: 3000 }']),
  },
  {
    id: 'silent: another service',
    dockerfile: NODE,
    compose: webService([], '  cron:', '    image: acme/cron'),
  },
  {
    id: 'silent: EXPOSE of a variable',
    dockerfile: 'FROM node:22\nENV P=1\nEXPOSE $P\n',
    compose: webService([]),
  },
  { id: 'silent: the base image exposes it', dockerfile: 'FROM nginx:1.27\n', compose: webService([]) },
  { id: 'silent: replicas', dockerfile: NODE, compose: webService(['deploy: { replicas: 2 }']) },
]);

describe('ports/exposed-not-published: several ports', () => {
  it('has a fix for each', () => {
    const facts = portFacts('FROM node:22\nEXPOSE 3000 9229\nEXPOSE 53/udp\n', {
      'compose.yaml': webService([]),
    });
    const [finding] = exposedNotPublished.check(facts);
    assert.ok(finding);
    assert.deepEqual(
      exposedNotPublished.fixes(facts, finding).map(({ title }) => title.split(' (')[0]),
      ['3000:3000', '9229:9229', '53:53/udp'].map((mapping) => `Publish ${mapping} in compose.yaml`),
    );
  });
});
