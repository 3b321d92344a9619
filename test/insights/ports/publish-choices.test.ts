import assert from 'node:assert/strict';
import { readCompose } from '../../../server/src/context/compose/compose.ts';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { isUnpublished, publishChoices } from '../../../server/src/insights/ports/publish-choices.ts';
import type { ComposeFacts } from '../../../server/src/ports/types.ts';

function factsOf(text: string): ComposeFacts {
  const { services } = readCompose({
    files: ['/p/compose.yaml'],
    text: (place) => (place === '/p/compose.yaml' ? text : null),
  });
  return {
    uses: [...services.values()]
      .filter(({ build }) => build !== undefined)
      .map((service) => ({ service, project: services })),
    texts: new Map([['/p/compose.yaml', text]]),
  };
}

interface Case {
  readonly title: string;
  readonly dockerfile?: string;
  /** Below `services:`. */
  readonly compose: string;
  /** `service: mapping mapping`, one a choice. */
  readonly choices: readonly string[];
  /** Whether the lens of the second line offers it. */
  readonly offered: boolean;
  /** The services after the first choice was taken. */
  readonly after?: string;
}

const WEB = '  web:\n    build: .\n';

/** The program listens on 5000. */
const FLASK = 'FROM python:3.13\nEXPOSE 8080\nCMD ["flask", "run", "--port=5000"]\n';

const CASES: readonly Case[] = [
  {
    title: 'a service without ports',
    compose: WEB,
    choices: ['web: 3000:3000'],
    offered: true,
    after: `${WEB}    ports:\n      - "3000:3000"\n`,
  },
  {
    title: 'several ports in one edit',
    dockerfile: 'FROM a\nEXPOSE 80 53/udp 8000-8002\n',
    compose: `${WEB}    ports:\n      - '9090:9090'\n    restart: always\n`,
    choices: ['web: 80:80 8000-8002:8000-8002 53:53/udp'],
    offered: true,
    after: `${WEB}    ports:\n      - '9090:9090'\n      - '80:80'\n      - '8000-8002:8000-8002'\n      - '53:53/udp'\n    restart: always\n`,
  },
  {
    title: 'a port of the host that is taken',
    compose: `${WEB}  other:\n    image: x\n    ports: ["3000:80", "3001-3002:90-91"]\n`,
    choices: ['web: 3003:3000'],
    offered: true,
  },
  {
    title: 'only what is missing',
    dockerfile: 'FROM a\nEXPOSE 80 443\n',
    compose: `${WEB}    ports: ["80:80"]\n`,
    choices: ['web: 443:443'],
    offered: false,
  },
  {
    title: 'several services, one of which publishes it',
    compose: `${WEB}  job:\n    build: .\n    ports: ["8080:3000"]\n`,
    choices: ['web: 3000:3000'],
    offered: false,
  },
  {
    title: 'several services',
    compose: `${WEB}  job:\n    build: .\n`,
    choices: ['web: 3000:3000', 'job: 3000:3000'],
    offered: true,
  },
  {
    title: 'the port of the program, where EXPOSE names another',
    dockerfile: FLASK,
    compose: WEB,
    choices: ['web: 5000:5000'],
    offered: true,
    after: `${WEB}    ports:\n      - "5000:5000"\n`,
  },
  {
    title: 'the same beside what does not reach it',
    dockerfile: FLASK,
    compose: `${WEB}    ports: ["8080:8080"]\n`,
    choices: ['web: 5000:5000'],
    offered: true,
  },
  {
    title: 'the port of the program that is published',
    dockerfile: FLASK,
    compose: `${WEB}    ports: ["8080:5000"]\n`,
    choices: [],
    offered: false,
  },
  {
    title: 'the port that Compose gives the program, and another program, of which only EXPOSE tells',
    dockerfile: 'FROM node:22\nEXPOSE 8080\nCMD ["npx", "next", "start"]\n',
    compose: `${WEB}    environment: { PORT: 4000 }\n  job:\n    build: .\n    command: ./job\n`,
    choices: ['web: 4000:4000', 'job: 8080:8080'],
    offered: true,
  },
  {
    title: 'the ports of the host that EXPOSE names',
    dockerfile: 'FROM a\nEXPOSE 3000:80 127.0.0.1:5353:53/udp 8000-8001:90 127.0.0.1::91\n',
    compose: `${WEB}  other:\n    image: x\n    ports: ["3000:80", "8001:1"]\n`,
    choices: ['web: 3001:80 8002-8003:90 127.0.0.1::91 127.0.0.1:5353:53/udp'],
    offered: true,
  },
  { title: 'all published', compose: `${WEB}    ports: ["8080:3000"]\n`, choices: [], offered: false },
  { title: 'an unknown port', compose: `${WEB}    ports: ["$P:3000"]\n`, choices: [], offered: false },
  { title: "the host's network", compose: `${WEB}    network_mode: host\n`, choices: [], offered: false },
  { title: 'nothing exposed', dockerfile: 'FROM a\nEXPOSE $X\n', compose: WEB, choices: [], offered: false },
  {
    title: 'a stage that is not shipped',
    dockerfile: 'FROM a\nEXPOSE 3000\nFROM b\n',
    compose: WEB,
    choices: [],
    offered: false,
  },
  { title: 'no service that builds it', compose: '  web:\n    image: x\n', choices: [], offered: false },
];

describe('publishing in Compose', () => {
  for (const { title, dockerfile = 'FROM a\nEXPOSE 3000\n', compose, choices, offered, after } of CASES) {
    it(`is offered for ${title}`, () => {
      const text = `services:\n${compose}`;
      const analysis = analyze({ text: dockerfile, compose: factsOf(text) });
      const found = publishChoices(analysis, undefined);
      assert.deepEqual(
        found.map(({ service, mappings }) => `${service}: ${mappings.join(' ')}`),
        choices,
      );
      const [, expose] = analysis.model.nodes;
      assert.ok(expose);
      assert.equal(isUnpublished(analysis, expose), offered);
      const [first] = found;
      if (after !== undefined && first !== undefined) {
        const { start, end, newText } = first.edit;
        assert.equal(text.slice(0, start) + newText + text.slice(end), `services:\n${after}`);
      }
    });
  }
});
