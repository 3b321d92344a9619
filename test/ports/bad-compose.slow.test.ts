import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RULES } from '../../server/src/rules/registry.ts';
import { portFacts } from './facts-of.ts';

const PORT_RULES = RULES.filter(({ id }) => id.startsWith('ports/'));

const DOCKERFILE = 'FROM node:22\nENV PGHOST=localhost\nEXPOSE 3000 53/udp\nCMD ["node", "server.js"]\n';

/** What the rules say of the Dockerfile beside this Compose file; all their fixes are made, too. */
function reported(compose: string): string[] {
  const facts = portFacts(DOCKERFILE, { 'compose.yaml': compose });
  return PORT_RULES.flatMap((rule) =>
    rule.check(facts).map((finding) => {
      for (const { edits } of rule.fixes(facts, finding)) {
        for (const edit of edits) {
          assert.ok(edit.file !== 'compose' || edit.edits.every(({ start, end }) => start <= end));
        }
      }
      return rule.id;
    }),
  );
}

const WEB = 'services:\n  web:\n    build: .\n';
const DB = '  db:\n    image: postgres\n';

const BAD: readonly (readonly [what: string, compose: string])[] = [
  ['nothing', ''],
  ['no map', '- a\n- b\n'],
  ['tabs', 'services:\n\tweb:\n\t\tbuild: .\n\t\tports: ["3000:80"]\n'],
  ['services as a list', 'services:\n  - web\n'],
  ['a service as a text', 'services:\n  web: .\n'],
  ['ports as a map', `${WEB}    ports: { 3000: 80 }\n`],
  ['ports in ports', `${WEB}    ports: [["3000:80"], { target: [80] }, { target: { a: b } }]\n`],
  ['numbers out of range', `${WEB}    ports: ["3000:99999", "99999:80", "-1:80", "3000:1e9"]\n`],
  ['a range that is turned round', `${WEB}    ports: ["3000-3001:81-80"]\n`],
  ['a file that includes itself', `include: [compose.yaml]\n${WEB}`],
  ['files that are missing', `include: [gone.yaml, { path: [a, b] }]\n${WEB}`],
  ['a service that extends itself', `${WEB}    extends: web\n    ports: ["$X:80"]\n`],
  ['an alias of nothing', `${WEB}    ports: *gone\n`],
  ['an alias of itself', `${WEB}    ports: &a [*a]\n`],
  ['!reset', `${WEB}    ports: !reset []\n    network_mode: host\n`],
  [
    'more than twenty ports',
    `${WEB}    ports: [${Array.from({ length: 30 }, (_, at) => `"${at}:80"`).join()}]\n`,
  ],
  ['a quote that is never closed', `${WEB}    ports: ["3000:80"]\n    command: "x\n${DB}`],
];

describe('rules about ports beside a bad Compose file', () => {
  for (const [what, compose] of BAD) {
    it(`are silent: ${what}`, () => {
      assert.deepEqual(reported(compose), []);
    });
  }

  it('take the last of two values of one key', () => {
    const twice = `${WEB}    ports: ["3000:80"]\n    ports: ["3000:3000"]\n    environment: { PGHOST: db }\n`;
    assert.deepEqual(reported(twice), []);
  });

  it('follow anchors and merge keys', () => {
    const text = `x-a: &a\n  ports: ["3000:80"]\n${WEB}    <<: *a\n`;
    assert.deepEqual(reported(text), ['ports/compose-targets-other-port']);
  });

  it('stay quick with hundreds of services and ports', () => {
    const many = Array.from({ length: 200 }, (_, at) => `  s${at}:\n    build: .\n    ports: ["3000:80"]\n`);
    assert.ok(reported(`services:\n${many.join('')}`).length > 0);
  });

  it('throw at no change of a file', () => {
    const whole = `x: &a { PGHOST: localhost }\n${WEB}    ports:\n      - "3000:80"\n      - { target: 53, protocol: tcp }\n    environment:\n      <<: *a\n${DB}`;
    const piece = fc.constantFrom(
      '\t',
      '\n',
      '  ',
      ': ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a',
      '<<: ',
      '!reset ',
      '$',
      '${',
      '#',
      '|',
      '%',
      '\u0000',
      '99999',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length), fc.nat(8), piece), { maxLength: 4 }), (changes) => {
        let text = whole;
        for (const [at, length, newText] of changes) {
          text = text.slice(0, at) + newText + text.slice(at + length);
        }
        reported(text);
      }),
      { numRuns: 80 },
    );
  });
});
