import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { exposeMapsHostPort as rule } from '../../../server/src/rules/ports/expose-maps-host-port.ts';
import { applyEdits } from '../../support/apply-edits.ts';

const HEAD = 'FROM nginx\nARG HOST=8080 PORT=80 MAP=81:80 TWO="1:2 3:4" EMPTY=\n';

/** What the rule makes of an instruction: the reported text, and the instruction after the fix (undefined: no fix). */
interface Expected {
  readonly reported: string;
  readonly fixed?: string;
  readonly message?: string;
}

/** Asserts what is reported for an instruction in a file, and that a fix keeps the ports that the image records. */
function check(instruction: string, expected: Expected | undefined): void {
  const text = `${HEAD}${instruction}\nCMD x\n`;
  const analysis = analyze({ text });
  const findings = rule.check(analysis.facts);
  assert.equal(findings.length, expected ? 1 : 0, 'findings');
  const [finding] = findings;
  if (!finding || !expected) {
    return;
  }
  assert.equal(text.slice(finding.span.start, finding.span.end), expected.reported);
  if (expected.message !== undefined) {
    assert.equal(finding.message, expected.message);
  }
  const [fix] = rule.fixes(analysis.facts, finding);
  const [edit] = fix?.edits ?? [];
  assert.equal(fix !== undefined, expected.fixed !== undefined, 'a fix');
  if (!fix || edit?.file !== 'dockerfile') {
    return;
  }
  assert.equal(fix.safety, 'safe');
  const fixed = applyEdits(text, edit.edits);
  assert.equal(fixed, `${HEAD}${expected.fixed ?? ''}\nCMD x\n`);
  const after = analyze({ text: fixed });
  assert.deepEqual(rule.check(after.facts), [], 'mended');
  assert.deepEqual(after.model.stages[0]?.config.exposedPorts, analysis.model.stages[0]?.config.exposedPorts);
}

const CASES: readonly (readonly [string, Expected?])[] = [
  [
    'EXPOSE 8080:80',
    {
      reported: '8080:80',
      fixed: 'EXPOSE 80',
      message:
        '`EXPOSE 8080:80` does not map a port: BuildKit ignores `8080` and records only 80/tcp. Write `EXPOSE 80`; publish with `docker run -p 8080:80`.',
    },
  ],
  [
    'EXPOSE 8080:80 443 8443:443',
    {
      reported: '8080:80 443 8443:443',
      fixed: 'EXPOSE 80 443 443',
      message:
        '`EXPOSE 8080:80 8443:443` does not map ports: BuildKit ignores `8080` and `8443` and records only 80/tcp and 443/tcp. Write `EXPOSE 80 443 443`; publish with `docker run -p 8080:80 -p 8443:443`.',
    },
  ],
  ['expose 8080:80', { reported: '8080:80', fixed: 'expose 80' }],
  ['EXPOSE 53 5353:53/UDP', { reported: '5353:53/UDP', fixed: 'EXPOSE 53 53/udp' }],
  [
    'EXPOSE 127.0.0.1:90:91/TCP',
    {
      reported: '127.0.0.1:90:91/TCP',
      fixed: 'EXPOSE 91/tcp',
      message:
        '`EXPOSE 127.0.0.1:90:91/TCP` does not map a port: BuildKit ignores `127.0.0.1:90` and records only 91/tcp. Write `EXPOSE 91/tcp`; publish with `docker run -p 127.0.0.1:90:91/TCP`.',
    },
  ],
  ['EXPOSE "8080:80/Sctp"', { reported: '"8080:80/Sctp"', fixed: 'EXPOSE "80/sctp"' }],
  ['EXPOSE 8080:${PORT:-90}/TCP', { reported: '8080:${PORT:-90}/TCP', fixed: 'EXPOSE ${PORT:-90}/tcp' }],
  ['EXPOSE 1/TCP 2:2 3:$PORT', { reported: '2:2 3:$PORT', fixed: 'EXPOSE 1/TCP 2 $PORT' }],
  ['EXPOSE 127.0.0.1:8080:80', { reported: '127.0.0.1:8080:80', fixed: 'EXPOSE 80' }],
  ['EXPOSE 127.0.0.1::80', { reported: '127.0.0.1::80', fixed: 'EXPOSE 80' }],
  ['EXPOSE [::1]:8080:80', { reported: '[::1]:8080:80', fixed: 'EXPOSE 80' }],
  ['EXPOSE 8000-8002:9000-9002', { reported: '8000-8002:9000-9002', fixed: 'EXPOSE 9000-9002' }],
  ['EXPOSE 8000-8002:80', { reported: '8000-8002:80', fixed: 'EXPOSE 80' }],
  ['EXPOSE "8080:80"', { reported: '"8080:80"', fixed: 'EXPOSE "80"' }],
  [
    'EXPOSE 1 \\\n  # two\n  2:2 \\\n  3:3',
    { reported: '2:2 \\\n  3:3', fixed: 'EXPOSE 1 \\\n  # two\n  2 \\\n  3' },
  ],
  ['EXPOSE 8080:$PORT', { reported: '8080:$PORT', fixed: 'EXPOSE $PORT' }],
  ['EXPOSE 8080:${PORT:-90}/tcp', { reported: '8080:${PORT:-90}/tcp', fixed: 'EXPOSE ${PORT:-90}/tcp' }],
  [
    'EXPOSE $HOST:80',
    {
      reported: '$HOST:80',
      message:
        '`EXPOSE $HOST:80` (here `8080:80`) does not map a port: BuildKit ignores `8080` and records only 80/tcp. Write only the ports inside the container; publish with `docker run -p 8080:80`.',
    },
  ],
  ['EXPOSE ${HOST}:80', { reported: '${HOST}:80' }],
  ['EXPOSE $MAP', { reported: '$MAP' }],
  ['EXPOSE $TWO', { reported: '$TWO' }],
  ['EXPOSE 127.0.0.1:$MAP', { reported: '127.0.0.1:$MAP' }],
  ['EXPOSE 80\\80:80', { reported: '80\\80:80' }],
  ['EXPOSE 8080:80 $MAP', { reported: '8080:80 $MAP' }],
  ['EXPOSE x:80 8080:80', { reported: '8080:80', fixed: 'EXPOSE x:80 80' }],
  ['EXPOSE 80'],
  ['EXPOSE 80 443/tcp 7000-7002 $PORT ${EMPTY} $UNSET'],
  ['EXPOSE :80'],
  ['EXPOSE $EMPTY:80'],
  ['EXPOSE x:80'],
  ['EXPOSE 8080:'],
  ['EXPOSE 8000-8001:9000-9002'],
  ['EXPOSE 300.0.0.1:1:80'],
  ['EXPOSE'],
  ['LABEL ports=8080:80'],
];

describe('ports/expose-maps-host-port', () => {
  for (const [instruction, expected] of CASES) {
    it(instruction, () => {
      check(instruction, expected);
    });
  }

  it('publishes the port on which the program is known to listen', () => {
    const text = 'FROM python:3.13\nEXPOSE 3000:80\nCMD uvicorn a:b --host 0.0.0.0 --port 5000\n';
    assert.deepEqual(
      rule.check(analyze({ text }).facts).map(({ message }) => message),
      [
        '`EXPOSE 3000:80` does not map a port: BuildKit ignores `3000` and records only 80/tcp. Write `EXPOSE 80`; publish with `docker run -p 3000:5000`, where uvicorn listens.',
      ],
    );
  });

  it('takes ten thousand mappings in one instruction', () => {
    const ports = Array.from({ length: 10_000 }, (_, port) => `${port}:${port}`);
    check(`EXPOSE ${ports.join(' ')}`, {
      reported: ports.join(' '),
      fixed: `EXPOSE ${ports.map((port) => port.split(':')[1]).join(' ')}`,
    });
  });
});
