import assert from 'node:assert/strict';
import { buildModel } from '../../server/src/model/build.ts';
import { listensOf } from '../../server/src/ports/listens.ts';
import type { Listening } from '../../server/src/ports/types.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { contextOf } from '../fixes/context-of.ts';
import { LISTEN_CASES } from './listens-cases.ts';

function shown(listening: Listening): string {
  return listening.kind === 'unknown'
    ? 'unknown'
    : listening.listeners
        .map(({ port, host }) => `${port ?? '?'} ${host === 'unknown' ? '?' : host}`)
        .sort()
        .join(', ');
}

function listen(dockerfile: string, files: Readonly<Record<string, string>> = {}): Listening {
  return listensOf(buildModel(parse(dockerfile)), contextOf(files));
}

describe('listensOf', () => {
  for (const { dockerfile, files = {}, listens, opened } of LISTEN_CASES) {
    const isWhole = dockerfile.startsWith('FROM');
    const text = isWhole ? dockerfile : `FROM python:3.12\n${dockerfile}`;
    it(`${text.split('\n').slice(-2).join(' · ')} (${Object.values(files).join(' ').slice(0, 60)})`, () => {
      const listening = listen(text, files);
      assert.equal(shown(listening), listens, listening.kind === 'unknown' ? listening.why : '');
      if (opened === undefined || listening.kind === 'unknown') {
        return;
      }
      const edit = listening.listeners.find(({ host }) => host === 'loopback')?.openEdit;
      assert.ok(edit !== undefined, 'an edit');
      const before = edit.file.kind === 'context' ? (files[edit.file.path] ?? '') : text;
      const after = before.slice(0, edit.span.start) + edit.newText + before.slice(edit.span.end);
      assert.equal(after, edit.file.kind === 'context' || isWhole ? opened : `FROM python:3.12\n${opened}`);
      const openFiles = edit.file.kind === 'context' ? { ...files, [edit.file.path]: after } : files;
      const again = listen(edit.file.kind === 'context' ? text : after, openFiles);
      assert.ok(!shown(again).includes('loopback'), shown(again));
    });
  }

  it('knows no defaults that a file may change without a context', () => {
    const model = buildModel(parse('FROM python:3.12\nCOPY . .\nCMD ["flask", "run"]\n'));
    assert.equal(listensOf(model, undefined).kind, 'unknown');
  });

  it('takes the environment of the container over ENV', () => {
    const model = buildModel(
      parse('FROM python:3.12\nENV PORT=1\nCMD uvicorn a:b --host 0.0.0.0 --port $PORT\n'),
    );
    const evidence = {
      kind: 'variable',
      file: { kind: 'compose', place: '/compose.yaml' },
      span: { start: 0, end: 1 },
      text: 'PORT: 2',
    } as const;
    const environment = new Map([['PORT', { text: '2', evidence }]]);
    assert.equal(shown(listensOf(model, undefined, { environment })), '2 all');
    assert.equal(shown(listensOf(model, undefined)), '1 all');
  });

  it('never throws', () => {
    const words = [
      '[',
      '"',
      '$',
      '{',
      '}',
      '-b',
      'gunicorn',
      'flask run',
      '&&',
      '\\',
      '\n',
      '-p',
      '=',
      ':',
      '--',
    ];
    for (let seed = 1; seed < 2000; seed++) {
      const parts = Array.from(
        { length: 6 },
        (_, index) => words[(seed * (index + 3) * 7919) % words.length],
      );
      listen(`FROM python:3\nENTRYPOINT ${parts.slice(3).join(' ')}\nCMD ${parts.join(' ')}\n`);
    }
  });
});
