import assert from 'node:assert/strict';
import { readCompose } from '../../../server/src/context/compose/compose.ts';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { hoverAt } from '../../../server/src/insights/hover/hover.ts';
import { lenses } from '../../../server/src/insights/lens/lens.ts';
import type { ComposeFacts } from '../../../server/src/ports/types.ts';

/** A project whose only service `web` has these lines. */
function factsOf(web: string): ComposeFacts {
  const text = `services:\n  web:\n    build: .\n${web.replace(/^/gm, '    ')}\n`;
  const { services } = readCompose({
    files: ['/p/compose.yaml'],
    text: (place) => (place === '/p/compose.yaml' ? text : null),
  });
  return {
    uses: [...services.values()].map((service) => ({ service, project: services })),
    texts: new Map([['/p/compose.yaml', text]]),
  };
}

/** The lens above each EXPOSE, without what can be clicked beside it. */
function exposeLenses(dockerfile: string, web: string): string[] {
  const analysis = analyze({ text: dockerfile, compose: factsOf(web) });
  return lenses(analysis).flatMap(({ offset, parts }) =>
    dockerfile.startsWith('EXPOSE', offset) ? [parts[0]?.text ?? ''] : [],
  );
}

describe('what Compose publishes', () => {
  const DOCUMENTS = 'Metadata · documents 3000/tcp';
  const NOTHING = ', publishes nothing';
  const CASES: readonly (readonly [what: string, web: string, says: string])[] = [
    ['short', 'ports: ["8080:3000"]', ' · Compose web publishes it as 8080'],
    ['on an address', 'ports: ["127.0.0.1:8080:3000"]', ' · Compose web publishes it as 127.0.0.1:8080'],
    ['the container port alone', 'ports: ["3000"]', ' · Compose web publishes it as a free port'],
    ['a number', 'ports: [3000]', ' · Compose web publishes it as a free port'],
    ['range', 'ports: ["8000-8002:2999-3001"]', ' · Compose web publishes 8000-8002→2999-3001'],
    ['another protocol', 'ports: ["3000:3000/udp"]', ' · Compose web publishes 3000→3000/udp'],
    ['swapped', 'ports: ["3000:8080"]', ' · Compose web publishes 3000→8080'],
    [
      'long',
      'ports: [{ target: 3000, published: "8080", host_ip: 127.0.0.1, protocol: tcp }]',
      ' · Compose web publishes it as 127.0.0.1:8080',
    ],
    ['long, a free port', 'ports: [{ target: 3000 }]', ' · Compose web publishes it as a free port'],
    [
      'long, an IPv6 address',
      'ports: [{ target: 3000, published: 80, host_ip: "::1" }]',
      ' · Compose web publishes it as [::1]:80',
    ],
    ['a default', 'ports: ["${PORT:-8080}:3000"]', ' · Compose web publishes it as 8080 by default'],
    [
      'a default in long form, beside another',
      'ports: ["80:3000", { target: 3000, published: "${PORT:-8080}" }]',
      ' · Compose web publishes it as 80 and 8080 by default',
    ],
    [
      'five',
      'ports: ["1:3000", "2:3000", "3:3000", "4:3000", "5:3000"]',
      ' · Compose web publishes it as 1, 2, 3 and 2 more',
    ],
    ['none', 'ports: []', NOTHING],
    ['nothing', 'restart: always', NOTHING],
    ['a variable without a value', 'ports: ["${PORT}:3000"]', NOTHING],
    ['one variable among others', 'ports: ["8080:3000", "${PORT}:3001"]', NOTHING],
    ['what Compose refuses', 'ports: ["8080:x"]', NOTHING],
    ['a map', 'ports: { 8080: 3000 }', NOTHING],
    ['lists in the list', 'ports: [["8080:3000"]]', NOTHING],
    ['long without target', 'ports: [{ published: 8080 }]', NOTHING],
    ['long with a list', 'ports: [{ target: 3000, published: [1] }]', NOTHING],
    ["the host's network", 'network_mode: host\nports: ["8080:3000"]', NOTHING],
    ["another's network", 'network_mode: service:db\nports: ["8080:3000"]', NOTHING],
  ];
  for (const [what, web, says] of CASES) {
    it(`is in the lens on EXPOSE: ${what}`, () => {
      assert.deepEqual(exposeLenses('FROM a\nEXPOSE 3000\n', web), [`${DOCUMENTS}${says}`]);
    });
  }

  it('stands at the EXPOSE that names it, and at each where none does', () => {
    assert.deepEqual(exposeLenses('FROM a\nEXPOSE 80\nEXPOSE 443\n', 'ports: ["8080:80", "9:9"]'), [
      'Metadata · documents 80/tcp · Compose web publishes 8080→80 and 9→9',
      'Metadata · documents 443/tcp · Compose web publishes 9→9',
    ]);
  });

  it('leaves the command to copy to ports that nobody publishes', () => {
    const FLASK = 'FROM python:3.13\nEXPOSE 8080\nCMD ["flask", "run", "--port=5000"]\n';
    const copies = (dockerfile: string, web: string): (string | undefined)[] =>
      lenses(analyze({ text: dockerfile, compose: factsOf(web) })).flatMap(({ offset, parts }) =>
        dockerfile.startsWith('EXPOSE', offset) ? [parts[1]?.text] : [],
      );
    const copy = 'Copy docker run -p 3000:3000';
    assert.deepEqual(copies('FROM a\nEXPOSE 3000\n', 'ports: ["80:3000"]'), [undefined]);
    assert.deepEqual(copies('FROM a\nEXPOSE 3000\n', 'ports: ["3000:80"]'), [copy]);
    assert.deepEqual(copies('FROM a\nEXPOSE 3000\n', 'ports: ["$X:3000"]'), [copy]);
    assert.deepEqual(copies('FROM a\nEXPOSE 3000\n', 'tty: true'), [copy]);
    assert.deepEqual(copies(FLASK, 'ports: ["80:5000"]'), [undefined]);
    assert.deepEqual(copies(FLASK, 'tty: true'), ['Copy docker run -p 5000:5000']);
    assert.deepEqual(copies('FROM a\nEXPOSE 80\nEXPOSE 443\n', 'ports: ["8080:80"]'), [
      undefined,
      'Copy docker run -p 80:80 -p 443:443',
    ]);
  });

  it('is not told of a stage that is not shipped', () => {
    assert.deepEqual(
      exposeLenses('FROM a\nEXPOSE 80\nFROM b\n', 'ports: ["8080:80"]').join().includes('web'),
      false,
    );
  });

  it('is told in the hover', () => {
    const hover = (web: string): string =>
      hoverAt(analyze({ text: 'FROM a\nEXPOSE 80\n', compose: factsOf(web) }), 8, () => undefined)
        ?.markdown ?? '';
    assert.match(
      hover('ports: ["8080:80"]'),
      /The Compose service `web` publishes 8080→80 \(your machine → /,
    );
    assert.match(
      hover('tty: true'),
      /The Compose service `web` builds this image and publishes no port of it\./,
    );
    assert.doesNotMatch(hover('ports: ["$X"]'), /Compose service `web`/);
  });

  it('says that there are more than it tells of', () => {
    const hover = (services: number): string => {
      const facts = factsOf('ports: ["8080:80"]');
      const [use] = facts.uses;
      assert.ok(use);
      const compose = { ...facts, uses: new Array<typeof use>(services).fill(use) };
      const analysis = analyze({ text: 'FROM a\nEXPOSE 80\n', compose });
      return hoverAt(analysis, 8, () => undefined)?.markdown ?? '';
    };
    assert.doesNotMatch(hover(3), /Other Compose services/);
    assert.match(hover(4), /\. Other Compose services build it, too\./);
  });
});
