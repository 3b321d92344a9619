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
