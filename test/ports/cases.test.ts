import assert from 'node:assert/strict';
import { RULES } from '../../server/src/rules/registry.ts';
import { COMPOSE_PORT_CASES } from './cases/compose.ts';
import { LISTEN_PORT_CASES } from './cases/listens.ts';
import type { PortCase } from './cases/types.ts';
import { portFacts } from './facts-of.ts';

const PORT_RULES = RULES.filter(({ id }) => id.startsWith('ports/'));

const TABLES: readonly (readonly [string, readonly PortCase[]])[] = [
  ['what a program listens on', LISTEN_PORT_CASES],
  ['what Compose publishes', COMPOSE_PORT_CASES],
];

/** All rules about ports together, on contradictions and on what only looks like one. */
for (const [title, cases] of TABLES) {
  describe(`ports: ${title}`, () => {
    for (const { name, dockerfile, files, kind, reports } of cases) {
      it(`${kind}: ${name}`, () => {
        assert.equal(reports.length > 0, kind === 'contradiction');
        const facts = portFacts(dockerfile, files);
        const found = PORT_RULES.filter((rule) => rule.check(facts).length > 0).map(({ id }) => id);
        assert.deepEqual(found.sort(), reports);
      });
    }
  });
}
