import assert from 'node:assert/strict';
import { buildModel } from '../../server/src/model/build.ts';
import { refusedAt } from '../../server/src/model/refused.ts';
import type { BuildOptions } from '../../server/src/model/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';

interface Case {
  /** Lines of the Dockerfile. */
  readonly lines: readonly string[];
  readonly options?: BuildOptions;
  /** The line, what is refused and why: as BuildKit 0.26 said when it built the same lines, or nothing where it built them. */
  readonly expected: readonly string[];
}

const LAST = ['FROM scratch', 'COPY f /z'];

const CASES: readonly Case[] = [
  {
    lines: ['ARG S=a', 'FROM scratch AS a', 'COPY f /', 'FROM scratch', 'COPY --from=${S} /f /'],
    expected: ['5 --from=${S}: variable expansion is not supported for --from'],
  },
  {
    lines: ['FROM scratch', 'ARG S=a', 'COPY --from=$S /f /', ...LAST],
    expected: ['3 --from=$S: variable expansion is not supported for --from'],
  },
  {
    lines: ['FROM scratch AS a', 'COPY f /', 'FROM scratch', 'ARG S=a', 'RUN --mount=from=$S,target=/x true'],
    expected: ["5 from=$S: 'from' doesn't support variable expansion, define alias stage instead"],
  },
  { lines: ['FROM scratch', 'COPY --from=5 /f /'], expected: ['2 --from=5: invalid stage index 5'] },
  { lines: ['FROM scratch', 'COPY --from=-1 /f /'], expected: ['2 --from=-1: invalid stage index -1'] },
  { lines: ['FROM scratch', 'COPY --from=5 /f /', ...LAST], expected: ['2 --from=5: invalid stage index 5'] },
  {
    lines: ['FROM scratch', 'COPY --from=5 /f /'],
    options: { contexts: new Map([['5', 'docker-image://alpine']]) },
    expected: [],
  },
  // A mount takes a number for an image.
  {
    lines: ['FROM scratch AS a', 'COPY f /', 'FROM scratch', 'RUN --mount=from=7,target=/x true'],
    expected: [],
  },
  {
    lines: ['FROM scratch AS a', 'COPY --from=a /f /'],
    expected: ['2 --from=a: circular dependency: it is the stage that it stands in'],
  },
  {
    lines: ['FROM scratch AS a', 'COPY --from=a /f /', ...LAST],
    expected: ['2 --from=a: circular dependency: it is the stage that it stands in'],
  },
  {
    lines: ['FROM scratch', 'COPY --from=0 /f /'],
    expected: ['2 --from=0: circular dependency: it is the stage that it stands in'],
  },
  {
    lines: ['FROM scratch AS a', 'RUN --mount=from=a,target=/x true'],
    expected: ['2 from=a: circular dependency: it is the stage that it stands in'],
  },
  {
    lines: [
      'FROM scratch AS a',
      'COPY --from=b /f /',
      'FROM scratch AS b',
      'COPY f /',
      'FROM a',
      'COPY f /g',
    ],
    expected: ['2 --from=b: the stage needs to be defined before the current one'],
  },
  {
    lines: ['FROM scratch AS a', 'COPY --from=1 /f /', 'FROM scratch', 'COPY f /', 'FROM a', 'COPY f /g'],
    expected: ['2 --from=1: the stage needs to be defined before the current one'],
  },
  {
    lines: [
      ...['FROM scratch AS a', 'RUN --mount=from=b,target=/x true', 'FROM scratch AS b', 'COPY f /'],
      ...['FROM a', 'COPY f /g'],
    ],
    expected: ['2 from=b: the stage needs to be defined before the current one'],
  },
  { lines: ['FROM scratch AS a', 'COPY --from=b /f /', 'FROM scratch AS b', 'COPY f /'], expected: [] },
  {
    lines: ['FROM scratch', 'COPY https://example.com/a /a'],
    expected: ["2 https://example.com/a: source can't be a URL for COPY"],
  },
  {
    lines: ['FROM scratch', 'ARG U=https://example.com/f', 'COPY $U /f'],
    expected: ["3 https://example.com/f: source can't be a URL for COPY"],
  },
  {
    lines: ['FROM scratch', 'COPY git@github.com:a/b.git /a'],
    expected: ["2 git@github.com:a/b.git: source can't be a git ref for COPY"],
  },
  {
    lines: ['FROM scratch', 'COPY https://github.com/a/b.git /a'],
    expected: ["2 https://github.com/a/b.git: source can't be a git ref for COPY"],
  },
  { lines: ['FROM scratch', 'COPY https://example.com/a /a', ...LAST], expected: [] },
  { lines: ['FROM scratch', 'COPY github.com/a/b HTTPS://example.com/f /a/'], expected: [] },
  { lines: ['FROM scratch', 'ADD --foo=1 f /'], expected: ['2 --foo: unknown flag'] },
  { lines: ['FROM scratch', 'COPY --Chown=1 f /'], expected: ['2 --Chown: unknown flag'] },
  { lines: ['FROM scratch', 'ADD --from=a f /'], expected: ['2 --from: unknown flag'] },
  { lines: ['FROM --platfrom=linux/amd64 scratch', 'COPY f /'], expected: ['1 --platfrom: unknown flag'] },
  {
    lines: ['FROM scratch', 'HEALTHCHECK --intervall=3s CMD x', 'COPY f /'],
    expected: ['2 --intervall: unknown flag'],
  },
  { lines: ['FROM scratch', 'CMD --foo', 'COPY f /'], expected: ['2 --foo: unknown flag'] },
  {
    lines: [
      'FROM scratch',
      'ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d f /f',
    ],
    expected: ['2 --checksum: checksum requires HTTP(S) or Git sources'],
  },
  {
    lines: ['FROM scratch', 'COPY --chmod=999 f /f'],
    expected: ['2 --chmod=999: it should be octal string and between 0 and 07777'],
  },
  {
    lines: ['FROM scratch', 'COPY --chmod=0o644 f /f'],
    expected: ['2 --chmod=0o644: it should be octal string and between 0 and 07777'],
  },
  { lines: ['FROM scratch', 'COPY --chmod=999 f /f', ...LAST], expected: [] },
  {
    lines: ['FROM scratch', 'COPY --chmod=u=rwX,go=rX --chown=1:2 f /f', 'COPY --chmod=$M f /f'],
    expected: [],
  },
  {
    lines: ['FROM alpine', 'COPY --link --chown=app f /f'],
    expected: ['2 --chown=app: a copy with --link knows numbers and no names'],
  },
  {
    lines: ['FROM alpine', 'COPY --link --chown=1:2 f /f', 'COPY --link --chmod=644 --chown=nobody f /f'],
    expected: [],
  },
  { lines: ['FROM scratch', 'ONBUILD COPY --from=5 a /', 'COPY f /'], expected: [] },
];

describe('what BuildKit refuses', () => {
  for (const { lines, options = {}, expected } of CASES) {
    it(lines.join(' · '), () => {
      const model = buildModel(parse(lines.join('\n')), options);
      const told = model.nodes.flatMap((node) => {
        const refused = refusedAt(model, node);
        return refused ? [`${node.instruction.line} ${refused.what}: ${refused.why}`] : [];
      });
      assert.deepEqual(told, expected);
    });
  }
});
