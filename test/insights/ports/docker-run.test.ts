import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import { dockerRunFor } from '../../../server/src/insights/ports/chosen-ports.ts';
import { dockerRun } from '../../../server/src/insights/ports/docker-run.ts';

const FLASK = 'CMD ["flask", "run", "--port=5000"]';

describe('the docker run command', () => {
  const CASES: readonly (readonly [text: string, command: string | undefined])[] = [
    ['FROM a', undefined],
    ['FROM a\nEXPOSE 3000', 'docker run -p 3000:3000 IMAGE'],
    ['FROM a\nEXPOSE 80\nEXPOSE 53/udp 443', 'docker run -p 80:80 -p 443:443 -p 53:53/udp IMAGE'],
    ['FROM a\nEXPOSE 7000-7002 7003', 'docker run -p 7000-7003:7000-7003 IMAGE'],
    ['FROM a\nENV PORT=3000\nEXPOSE $PORT', 'docker run -p 3000:3000 IMAGE'],
    ['FROM a\nARG PORTS="7001 9"\nEXPOSE $PORTS', 'docker run -p 9:9 -p 7001:7001 IMAGE'],
    ['FROM a\nEXPOSE $NONE', undefined],
    ['FROM a AS base\nEXPOSE 80\nFROM base\nEXPOSE 81/TCP', 'docker run -p 80-81:80-81 IMAGE'],
    ['FROM a AS other\nEXPOSE 80\nFROM a', undefined],
    ['FROM a\nEXPOSE 8080:80', 'docker run -p 8080:80 IMAGE'],
    [
      'FROM a\nEXPOSE 79-82 3000:80 127.0.0.1:5353:53/UDP [::1]::90',
      "docker run -p 79:79 -p 3000:80 -p 81-82:81-82 -p '[::1]::90' -p 127.0.0.1:5353:53/udp IMAGE",
    ],
    ['FROM a\nEXPOSE 8000-8001:80 8080:80\nEXPOSE 8080:80', 'docker run -p 8000-8001:80 -p 8080:80 IMAGE'],
    // Where the program is known to listen, that port is published.
    [`FROM python:3.13\nEXPOSE 8080\n${FLASK}`, 'docker run -p 5000:5000 IMAGE'],
    [
      `FROM python:3.13\nEXPOSE 127.0.0.1:80:8080 53/udp\n${FLASK}`,
      'docker run -p 127.0.0.1:80:5000 -p 53:53/udp IMAGE',
    ],
    [`FROM python:3.13\nEXPOSE 80:8080 81:8081\n${FLASK}`, 'docker run -p 5000:5000 IMAGE'],
    [
      `FROM python:3.13\nEXPOSE 8080\nEXPOSE 9090 9090\n${FLASK}`,
      'docker run -p 5000:5000 -p 9090:9090 IMAGE',
    ],
    // A default of the program, or what it may read, says less than EXPOSE.
    ['FROM python:3.13\nEXPOSE 8080\nCMD flask run', 'docker run -p 8080:8080 IMAGE'],
    ['FROM node:22\nENV PORT=3000\nEXPOSE 8080\nCMD node a.js', 'docker run -p 8080:8080 IMAGE'],
  ];
  for (const [text, command] of CASES) {
    it(`publishes what is exposed by ${JSON.stringify(text)}`, () => {
      assert.equal(dockerRun(analyze({ text }).facts)?.command, command);
    });
  }
});

describe('ports that a person chooses', () => {
  const TAKEN: readonly (readonly [typed: string, command: string])[] = [
    ['8080:3000', 'docker run -p 8080:3000 IMAGE'],
    ['  8080:3000,\t5353:53/udp ', 'docker run -p 8080:3000 -p 5353:53/udp IMAGE'],
    ['3000', 'docker run -p 3000 IMAGE'],
    ['0:3000 0:3001', 'docker run -p 0:3000 -p 0:3001 IMAGE'],
    ['127.0.0.1:80:80 127.0.0.2:80:80', 'docker run -p 127.0.0.1:80:80 -p 127.0.0.2:80:80 IMAGE'],
    ['127.0.0.1::80', 'docker run -p 127.0.0.1::80 IMAGE'],
    ['[::1]:80:80', "docker run -p '[::1]:80:80' IMAGE"],
    ['8000-8002:9000-9002', 'docker run -p 8000-8002:9000-9002 IMAGE'],
    ['53:53 53:53/udp', 'docker run -p 53:53 -p 53:53/udp IMAGE'],
    ['8000-8009:80 8000-8009:81', 'docker run -p 8000-8009:80 -p 8000-8009:81 IMAGE'],
  ];
  for (const [typed, command] of TAKEN) {
    it(`are taken: ${JSON.stringify(typed)}`, () => {
      assert.deepEqual(dockerRunFor(typed), { kind: 'command', command });
    });
  }

  const REFUSED: readonly (readonly [typed: string, message: RegExp])[] = [
    ['', /^Name at least one port/],
    [' , ', /^Name at least one port/],
    ['web', /^web: invalid containerPort: web\.$/],
    ['8080:', /^8080:: no port specified\.$/],
    ['70000:80', /invalid hostPort: 70000/],
    ['80:70000', /invalid containerPort: 70000/],
    ['80:0', /can not listen on port 0/],
    ['80:80/http', /invalid proto: http/],
    ['300.0.0.1:80:80', /invalid IP address/],
    ['8000-8001:9000-9002', /invalid ranges/],
    ['$(x):80', /invalid hostPort/],
    ['80:80;reboot', /invalid containerPort/],
    ['8080:80 8080:81', /^Port 8080\/tcp of your machine is taken twice\.$/],
    ['8000-8002:80-82 8001:90', /^Port 8001\/tcp/],
    ['80:80 127.0.0.1:80:81', /^Port 80\/tcp/],
    ['1 '.repeat(500), /more than 200 ports/],
    ['9'.repeat(100_000), /^9{39}…: invalid containerPort/],
  ];
  for (const [typed, message] of REFUSED) {
    it(`are refused: ${JSON.stringify(typed.slice(0, 40))}`, () => {
      const result = dockerRunFor(typed);
      assert.match(result.kind === 'refused' ? result.message : '', message);
    });
  }
});
