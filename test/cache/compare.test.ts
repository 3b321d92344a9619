import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chainTo, compare } from '../../server/src/cache/compare.ts';
import type { Builder, Cause } from '../../server/src/cache/types.ts';
import { truthOf } from '../support/truth.ts';
import { file, folder, inputsOf } from './memory-context.ts';
import type { MemoryEntry } from './memory-context.ts';

interface Case {
  readonly name: string;
  /** Lines of the Dockerfile. */
  readonly before: readonly string[];
  /** As before when undefined. */
  readonly after?: readonly string[];
  readonly files?: Readonly<Record<string, MemoryEntry>>;
  readonly changed?: Readonly<Record<string, MemoryEntry | undefined>>;
  readonly argsBefore?: Readonly<Record<string, string>>;
  readonly argsAfter?: Readonly<Record<string, string>>;
  readonly targetBefore?: string;
  readonly builder?: Builder;
  /** Every step: its line, its verdict, then the chain of lines and the cause of one that is not cached. */
  readonly expected: readonly string[];
}

const FILES = { 'a.txt': file('a'), 'b.txt': file('b'), 'dir/c.txt': file('c'), 'dir/sub/d.txt': file('d') };
const DIGEST = `sha256:${'a'.repeat(64)}`;
const EDITED = { 'a.txt': file('edited') };

const CASES: readonly Case[] = [
  {
    name: 'nothing changed',
    before: ['FROM base', 'COPY . /all', 'RUN x'],
    expected: ['2 cached', '3 cached'],
  },
  {
    name: 'the first step that reads a file passes the change on',
    before: ['FROM base', 'RUN w', 'COPY a.txt /', 'RUN x', 'COPY b.txt /'],
    changed: EDITED,
    expected: [
      '2 cached',
      '3 rebuilt: a.txt edited',
      '4 rebuilt 3>4: a.txt edited',
      '5 rebuilt 3>5: a.txt edited',
    ],
  },
  {
    name: 'every kind of change of a folder',
    before: ['FROM base', 'COPY dir /dir'],
    files: { 'dir/link': { kind: 'symlink', content: 'c.txt', mode: 0o777 }, 'dir/e.txt': file('e') },
    changed: {
      'dir/c.txt': file('c', 0o755),
      'dir/e.txt': folder(),
      'dir/sub/d.txt': undefined,
      'dir/link': { kind: 'symlink', content: 'e.txt', mode: 0o777 },
      'dir/sub': folder(0o700),
      'dir/new': file('new'),
    },
    expected: [
      '2 rebuilt: dir/c.txt mode, dir/e.txt kind, dir/link edited, dir/new added, dir/sub mode, dir/sub/d.txt removed',
    ],
  },
  {
    name: 'a symlink that is named is followed',
    before: ['FROM base', 'COPY link /x'],
    files: { link: { kind: 'symlink', content: 'dir/../a.txt', mode: 0o777 } },
    changed: EDITED,
    expected: ['2 rebuilt: a.txt edited'],
  },
  {
    name: 'symlinks in a loop are not followed for ever',
    before: ['FROM base', 'COPY link /x'],
    files: {
      link: { kind: 'symlink', content: 'knil', mode: 0o777 },
      knil: { kind: 'symlink', content: 'link', mode: 0o777 },
    },
    expected: ['2 cached'],
  },
  {
    name: 'a symlink that a wildcard matches is followed, whatever is excluded of the rest',
    before: ['FROM base', 'COPY --exclude=sub l* /x/'],
    files: {
      'lib/sub/new.txt': file('new'),
      link: { kind: 'symlink', content: 'lib', mode: 0o777 },
    },
    changed: { 'lib/sub/new.txt': file('edited') },
    expected: ['2 rebuilt: lib/sub/new.txt edited'],
  },
  {
    name: 'symlinks below a wildcard or filter count as what they lead to',
    before: ['FROM base', 'COPY --exclude=*.md dir /x/', 'COPY d* /y/', 'COPY dir /z/'],
    files: { 'dir/link': { kind: 'symlink', content: '/a.txt', mode: 0o777 } },
    changed: EDITED,
    expected: ['2 rebuilt: a.txt edited', '3 rebuilt 2>3: a.txt edited', '4 rebuilt 2>4: a.txt edited'],
  },
  {
    name: 'a symlink in a plain folder counts as its target is written',
    before: ['FROM base', 'COPY dir /x/'],
    files: { 'dir/link': { kind: 'symlink', content: '/a.txt', mode: 0o777 } },
    changed: EDITED,
    expected: ['2 cached'],
  },
  {
    name: 'symlinks that filters see as equal',
    before: ['FROM base', 'COPY --exclude=*.md dir /x/'],
    files: { same: file('a'), 'dir/link': { kind: 'symlink', content: '../a.txt', mode: 0o777 } },
    changed: { 'dir/link': { kind: 'symlink', content: '../same', mode: 0o777 } },
    expected: ['2 cached'],
  },
  {
    name: 'a wildcard below a symlink',
    before: ['FROM base', 'COPY link/*.txt /x/', 'COPY --exclude=sub link/sub /y/'],
    files: { link: { kind: 'symlink', content: 'dir', mode: 0o777 } },
    changed: { 'dir/c.txt': file('edited') },
    expected: ['2 rebuilt: dir/c.txt edited', '3 rebuilt 2>3: dir/c.txt edited'],
  },
  {
    name: 'wildcards know the names of files, not of the folders above them',
    before: ['FROM base', 'COPY */c.txt /x/'],
    changed: { 'dir/c.txt': undefined, 'moved/c.txt': file('c') },
    expected: ['2 cached'],
  },
  {
    name: 'an edited instruction',
    before: ['FROM base', 'RUN x', 'RUN y'],
    after: ['FROM base', 'RUN z', 'RUN y'],
    expected: ['2 rebuilt: edited from RUN x', '3 rebuilt 2>3: edited from RUN x'],
  },
  {
    name: 'an added instruction',
    before: ['FROM base', 'RUN x', 'RUN y'],
    after: ['FROM base', 'RUN x', 'RUN new', 'RUN y'],
    expected: ['2 cached', '3 rebuilt: added', '4 rebuilt 3>4: added'],
  },
  {
    name: 'a removed instruction moves those below it',
    before: ['FROM base', 'RUN x', 'RUN y', 'RUN z'],
    after: ['FROM base', 'RUN y', 'RUN z'],
    expected: ['2 rebuilt: moved from RUN x', '3 rebuilt 2>3: moved from RUN x'],
  },
  {
    name: 'an instruction added at the end and steps taken away there',
    before: ['FROM base', 'RUN x', 'RUN y'],
    after: ['FROM base', 'RUN x'],
    expected: ['2 cached'],
  },
  {
    name: 'another base image',
    before: ['FROM node:18', 'RUN x'],
    after: ['FROM node:20', 'RUN x'],
    expected: ['2 rebuilt: base node:18 to node:20 (line 1)'],
  },
  {
    name: 'words that say the same',
    before: [
      ...['FROM base', 'COPY --chmod=0644 a.txt /', 'ADD --keep-git-dir=false https://example.com/a.git /a'],
      'RUN --mount=type=secret,id=a,target=/run/secrets/a x',
    ],
    after: [
      ...['FROM base', 'COPY --chmod=644 a.txt /', 'ADD https://example.com/a.git /a'],
      'RUN --mount=type=secret,id=a x',
    ],
    expected: ['2 cached', '3 cached', '4 cached'],
  },
  {
    name: 'a flag without a value',
    before: ['FROM base', 'ADD https://example.com/a.git /a'],
    after: ['FROM base', 'ADD --keep-git-dir https://example.com/a.git /a'],
    expected: ['2 rebuilt: edited from ADD https://example.com/a.git /a'],
  },
  {
    name: 'another spelling of the same base image',
    before: ['FROM node AS one', 'RUN x', 'FROM alpine:3', 'RUN y', 'COPY --from=one /a /b'],
    after: [
      ...['FROM docker.io/library/node:latest AS one', 'RUN x'],
      ...['FROM index.docker.io/alpine:3', 'RUN y', 'COPY --from=one /a /b'],
    ],
    expected: ['2 cached', '4 cached', '5 cached'],
  },
  {
    name: 'a registry of its own, with a port',
    before: ['FROM localhost:5000/node', 'ENV A=1', 'RUN x'],
    after: ['FROM localhost:5000/node:latest', 'ENV A=1', 'RUN x'],
    expected: ['3 cached'],
  },
  {
    name: 'another tag before the same digest',
    before: [`FROM node:18@${DIGEST}`, 'RUN x'],
    after: [`FROM node@${DIGEST}`, 'RUN x'],
    expected: ['2 cached'],
  },
  {
    name: 'a tag that is pinned',
    before: ['FROM node:18 AS a', 'ENV A=1', 'RUN x', 'FROM scratch', 'COPY --from=a /x /y'],
    after: [`FROM node:18@${DIGEST} AS a`, 'ENV A=1', 'RUN x', 'FROM scratch', 'COPY --from=a /x /y'],
    expected: [
      `3 depends: base node:18 to node:18@${DIGEST} (line 1)`,
      `5 depends 3>5: base node:18 to node:18@${DIGEST} (line 1)`,
    ],
  },
  {
    name: 'a step below a tag that is pinned, edited at the same time',
    before: ['FROM node:18', 'RUN x', 'RUN y'],
    after: [`FROM node:18@${DIGEST}`, 'RUN x', 'RUN z'],
    expected: [`2 depends: base node:18 to node:18@${DIGEST} (line 1)`, '3 rebuilt: edited from RUN y'],
  },
  {
    name: 'another digest',
    before: [`FROM node:18@${DIGEST}`, 'RUN x'],
    after: ['FROM node:18@sha256:1234', 'RUN x'],
    expected: [`2 rebuilt: base node:18@${DIGEST} to node:18@sha256:1234 (line 1)`],
  },
  {
    name: 'another tag that is pinned',
    before: ['FROM node:18', 'RUN x'],
    after: [`FROM node:20@${DIGEST}`, 'RUN x'],
    expected: [`2 rebuilt: base node:18 to node:20@${DIGEST} (line 1)`],
  },
  {
    name: 'another platform',
    before: ['FROM --platform=linux/amd64 base', 'RUN x'],
    after: ['FROM --platform=linux/arm64 base', 'RUN x'],
    expected: ['2 rebuilt: platform (line 1)'],
  },
  {
    name: 'the platform that a build has anyway',
    before: ['FROM base', 'RUN x', 'FROM base', 'RUN y', 'COPY --from=0 / /'],
    after: [
      'FROM --platform=$BUILDPLATFORM base',
      'RUN x',
      'FROM --platform=${TARGETPLATFORM} base',
      'RUN y',
      'COPY --from=0 / /',
    ],
    expected: ['2 cached', '4 cached', '5 cached'],
  },
  {
    name: 'the same with another one given',
    before: ['FROM base', 'RUN x'],
    after: ['FROM --platform=$TARGETPLATFORM base', 'RUN x'],
    argsAfter: { TARGETPLATFORM: 'linux/arm64' },
    expected: ['2 rebuilt: platform (line 1)'],
  },
  {
    name: 'a destination folder in other words, of which one is another to BuildKit',
    before: ['FROM base', 'WORKDIR /w', 'COPY a.txt x/', 'COPY a.txt .', 'COPY a.txt y/'],
    after: ['FROM base', 'WORKDIR /w', 'COPY a.txt /w/./x//', 'COPY a.txt ./', 'COPY a.txt y/.'],
    expected: ['2 cached', '3 cached', '4 cached', '5 rebuilt: edited from COPY a.txt y/'],
  },
  {
    name: 'flags that ask for what every RUN has',
    before: ['FROM base', 'RUN x', 'RUN --network=default y'],
    after: ['FROM base', 'RUN --network=default --security=sandbox x', 'RUN y'],
    expected: ['2 cached', '3 cached'],
  },
  {
    name: 'a flag that asks for something else',
    before: ['FROM base', 'RUN x'],
    after: ['FROM base', 'RUN --network=none x'],
    expected: ['2 rebuilt: edited from RUN x'],
  },
  {
    name: 'a build argument',
    before: ['FROM base', 'ARG V=1', 'COPY a.txt /', 'RUN x'],
    argsAfter: { V: '2' },
    expected: ['3 cached', '4 rebuilt: V 1 to 2 by --build-arg (line 2)'],
  },
  {
    name: 'a build argument that was given and is not any more',
    before: ['FROM base', 'ARG V', 'RUN x'],
    argsBefore: { V: '1' },
    expected: ['3 rebuilt: V 1 to nothing by --build-arg'],
  },
  {
    name: 'a variable in a COPY',
    before: ['FROM base', 'ARG S=a.txt', 'COPY $S /x', 'RUN y'],
    argsAfter: { S: 'b.txt' },
    expected: [
      '3 rebuilt: S a.txt to b.txt by --build-arg (line 2)',
      '4 rebuilt 3>4: S a.txt to b.txt by --build-arg (line 2)',
    ],
  },
  {
    name: 'a variable that is set again goes to the end, whatever stood before',
    before: ['FROM base', 'ENV A=0', 'ENV B=1', 'ENV A=1', 'RUN x'],
    after: ['FROM base', 'ENV B=1', 'ENV A=1', 'RUN x'],
    expected: ['4 cached'],
  },
  {
    name: 'variables in another order',
    before: ['FROM base', 'ENV A=1', 'ENV B=1', 'RUN x'],
    after: ['FROM base', 'ENV B=1', 'ENV A=1', 'RUN x'],
    expected: ['4 rebuilt: order (line 3)'],
  },
  {
    name: 'an ARG of a stage reaches the stages built from it',
    before: ['FROM base AS a', 'ARG V=1', 'FROM a', 'RUN x'],
    after: ['FROM base AS a', 'ARG V=2', 'FROM a', 'RUN x'],
    expected: ['4 rebuilt: V 1 to 2 (line 2)'],
  },
  {
    name: 'USER, SHELL and WORKDIR strike where they count',
    before: ['FROM base', 'USER a', 'COPY a.txt /', 'RUN x', 'SHELL ["/bin/sh", "-c"]'],
    after: ['FROM base', 'USER b', 'COPY a.txt /', 'RUN x', 'SHELL ["/bin/sh", "-c"]'],
    expected: ['3 cached', '4 rebuilt: user (line 2)'],
  },
  {
    name: 'SHELL',
    before: ['FROM base', 'SHELL ["/bin/sh", "-c"]', 'RUN ["x"]', 'RUN x'],
    after: ['FROM base', 'SHELL ["/bin/sh", "-ec"]', 'RUN ["x"]', 'RUN x'],
    expected: ['3 cached', '4 rebuilt: shell (line 2)'],
  },
  {
    name: 'SOURCE_DATE_EPOCH is in the folder that WORKDIR makes',
    before: ['FROM base', 'COPY a.txt /', 'WORKDIR /w'],
    argsAfter: { SOURCE_DATE_EPOCH: '1' },
    expected: ['2 cached', '3 rebuilt: epoch'],
  },
  {
    name: 'a stage that ran makes what is copied from it uncertain, and all below that',
    before: [
      'FROM base AS b',
      'COPY a.txt /',
      'RUN make',
      'FROM base',
      'COPY --from=b /out /out',
      'RUN x',
      'COPY b.txt /',
    ],
    changed: EDITED,
    expected: [
      '2 rebuilt: a.txt edited',
      '3 rebuilt 2>3: a.txt edited',
      '5 depends 2>3>5: a.txt edited',
      '6 depends 2>3>5>6: a.txt edited',
      '7 depends 2>3>5>7: a.txt edited',
    ],
  },
  {
    name: 'a copy from where a variable says that the base image of the stage may set',
    before: ['FROM base AS b', 'COPY a.txt /srv/', 'RUN x', 'FROM base', 'COPY --from=b $OUT/a /a', 'RUN y'],
    changed: EDITED,
    expected: [
      '2 rebuilt: a.txt edited',
      '3 rebuilt 2>3: a.txt edited',
      '5 depends 2>3>5: a.txt edited',
      '6 depends 2>3>5>6: a.txt edited',
    ],
  },
  {
    name: 'a copy from a stage to a place that only the build knows may be what is read',
    before: [
      'FROM base AS b',
      'COPY a.txt $OUT/x',
      'COPY b.txt /opt/$X',
      'COPY b.txt /srv/',
      'FROM base',
      'COPY --from=b /opt /opt',
    ],
    changed: EDITED,
    expected: [
      '2 rebuilt: a.txt edited',
      '3 rebuilt 2>3: a.txt edited',
      '4 rebuilt 2>4: a.txt edited',
      '6 depends 2>3>6: a.txt edited',
    ],
  },
  {
    name: 'a copy from a stage that looks like the copy in that stage',
    before: ['FROM base AS b', 'COPY a.txt /', 'RUN x', 'FROM base', 'COPY --from=b a.txt /', 'RUN y'],
    changed: EDITED,
    expected: [
      '2 rebuilt: a.txt edited',
      '3 rebuilt 2>3: a.txt edited',
      '5 depends 2>3>5: a.txt edited',
      '6 depends 2>3>5>6: a.txt edited',
    ],
  },
  {
    name: 'a certain change below an uncertain one is certain',
    before: [
      'FROM base AS b',
      'COPY a.txt /',
      'FROM base',
      'COPY --from=b /a.txt /',
      'COPY b.txt /',
      'RUN x',
    ],
    changed: { ...EDITED, 'b.txt': file('edited') },
    expected: [
      '2 rebuilt: a.txt edited',
      '4 depends 2>4: a.txt edited',
      '5 rebuilt: b.txt edited',
      '6 rebuilt 5>6: b.txt edited',
    ],
  },
  {
    name: 'what the steps that ran do not write stays as it was',
    before: [
      'FROM base AS b',
      'COPY b.txt /opt/',
      'COPY a.txt /srv/',
      'FROM base',
      'COPY --from=b /opt /opt',
      'RUN x',
    ],
    changed: EDITED,
    expected: ['2 cached', '3 rebuilt: a.txt edited', '5 cached', '6 cached'],
  },
  {
    name: 'a folder above what was written may have changed',
    before: ['FROM base AS b', 'COPY a.txt /srv/', 'FROM base', 'COPY --from=b / /all'],
    changed: EDITED,
    expected: ['2 rebuilt: a.txt edited', '4 depends 2>4: a.txt edited'],
  },
  {
    name: 'names that are symlinks in most images count as one',
    before: ['FROM base AS b', 'COPY a.txt /usr/bin/a', 'FROM base', 'COPY --from=b /bin /bin'],
    changed: EDITED,
    expected: ['2 rebuilt: a.txt edited', '4 depends 2>4: a.txt edited'],
  },
  {
    name: 'and so may any where a RUN made symlinks',
    before: [
      'FROM base AS b',
      'RUN ln -s /srv /opt',
      'COPY a.txt /srv/',
      'FROM base',
      'COPY --from=b /opt /opt',
    ],
    changed: EDITED,
    expected: ['2 cached', '3 rebuilt: a.txt edited', '5 depends 3>5: a.txt edited'],
  },
  {
    name: 'a RUN may write anywhere',
    before: ['FROM base AS b', 'RUN x', 'FROM base', 'COPY --from=b /opt /opt'],
    after: ['FROM base AS b', 'RUN y', 'FROM base', 'COPY --from=b /opt /opt'],
    expected: ['2 rebuilt: edited from RUN x', '4 depends 2>4: edited from RUN x'],
  },
  {
    name: 'another path of a stage may hold the same',
    before: ['FROM base AS b', 'RUN x', 'FROM base', 'COPY --from=b /one/out /out'],
    after: ['FROM base AS b', 'RUN x', 'FROM base', 'COPY --from=b /two/out /out'],
    expected: ['2 cached', '4 depends: source b'],
  },
  {
    name: 'and so may another image or URL',
    before: ['FROM base', 'COPY --from=busybox:1 /bin/sh /sh', 'ADD https://example.com/1/x /x'],
    after: ['FROM base', 'COPY --from=busybox:2 /bin/sh /sh', 'ADD https://example.com/2/x /x'],
    expected: ['2 depends: source busybox:2', '3 depends 2>3: source busybox:2'],
  },
  {
    name: 'a bind mount from a stage',
    before: ['FROM base AS b', 'COPY a.txt /', 'FROM base', 'RUN --mount=from=b,target=/b x'],
    changed: EDITED,
    expected: ['2 rebuilt: a.txt edited', '4 depends 2>4: a.txt edited'],
  },
  {
    name: 'two bind mounts of the context',
    before: ['FROM base', 'RUN --mount=source=dir,target=/d --mount=source=b.txt,target=/b x'],
    changed: { 'dir/sub/d.txt': file('edited') },
    expected: ['2 rebuilt: dir/sub/d.txt edited'],
  },
  {
    name: 'a cache mount that gets another id, which is no part of the key',
    before: ['FROM base', 'RUN --mount=type=cache,id=foo,target=/c,sharing=locked x'],
    after: ['FROM base', 'RUN --mount=type=cache,id=bar,target=/c,sharing=private x'],
    expected: ['2 cached'],
  },
  {
    name: 'a cache mount that gets the default id in words',
    before: ['FROM base', 'RUN --mount=type=cache,target=/c x'],
    after: ['FROM base', 'RUN --mount=type=cache,id=/c,target=/c,sharing=shared x'],
    expected: ['2 cached'],
  },
  {
    name: 'mounts in another order',
    before: ['FROM base', 'RUN --mount=type=tmpfs,target=/t --mount=type=cache,target=/c x'],
    after: ['FROM base', 'RUN --mount=type=cache,target=/c --mount=type=tmpfs,target=/t x'],
    expected: ['2 cached'],
  },
  {
    name: 'COPY --link stands on nothing',
    before: ['FROM base', 'RUN x', 'COPY --link a.txt /a', 'RUN y'],
    after: ['FROM base', 'RUN z', 'COPY --link a.txt /a', 'RUN y'],
    expected: ['2 rebuilt: edited from RUN x', '3 cached, merged', '4 rebuilt 2>4: edited from RUN x'],
  },
  {
    name: 'COPY --link whose file changed',
    before: ['FROM base', 'RUN x', 'COPY --link a.txt /a', 'RUN y'],
    changed: EDITED,
    expected: ['2 cached', '3 rebuilt, merged: a.txt edited', '4 rebuilt 3>4: a.txt edited'],
  },
  {
    name: 'COPY --link with --chmod is a plain copy',
    before: ['FROM base', 'RUN x', 'COPY --link --chmod=644 a.txt /a'],
    after: ['FROM base', 'RUN z', 'COPY --link --chmod=644 a.txt /a'],
    expected: ['2 rebuilt: edited from RUN x', '3 rebuilt 2>3: edited from RUN x'],
  },
  {
    name: 'COPY --link into another working directory',
    before: ['FROM base', 'WORKDIR /v', 'COPY --link a.txt ./'],
    after: ['FROM base', 'WORKDIR /w', 'COPY --link a.txt ./'],
    expected: ['2 rebuilt: edited from WORKDIR /v', '3 rebuilt, merged: workdir (line 2)'],
  },
  {
    name: 'two COPY --link that change places are only merged again',
    before: ['FROM base', 'COPY --link a.txt /a', 'COPY --link b.txt /b', 'RUN x'],
    after: ['FROM base', 'COPY --link b.txt /b', 'COPY --link a.txt /a', 'RUN x'],
    expected: ['2 cached, merged', '3 cached, merged', '4 rebuilt 2>4: moved'],
  },
  {
    name: 'stages that begin alike are one',
    before: ['FROM base AS a', 'RUN x', 'RUN a', 'FROM base', 'RUN x', 'COPY --from=a /o /o'],
    after: ['FROM base AS a', 'RUN x', 'RUN a', 'FROM base', 'RUN x', 'RUN a', 'COPY --from=a /o /o'],
    expected: ['2 cached', '3 cached', '5 cached', '6 cached', '7 rebuilt: moved'],
  },
  {
    name: 'stages that the target does not reach',
    before: ['FROM base AS lint', 'COPY a.txt /', 'FROM base', 'RUN x'],
    changed: EDITED,
    expected: ['2 unused', '4 cached'],
  },
  {
    name: 'a stage that was not built before',
    before: ['FROM base AS a', 'RUN x', 'FROM other AS b', 'RUN y'],
    targetBefore: 'a',
    expected: ['2 unused', '4 rebuilt: unbuilt'],
  },
  {
    name: 'ONBUILD runs at the FROM of the stage built from it',
    before: ['FROM base AS a', 'ONBUILD COPY a.txt /', 'RUN x', 'FROM a', 'RUN y'],
    changed: EDITED,
    expected: ['3 cached', '4 rebuilt: a.txt edited', '5 rebuilt 4>5: a.txt edited'],
  },
  {
    name: 'a body of COPY that names a variable',
    before: ['FROM base', 'ARG V=1', 'COPY <<EOF /x', "it's $V", 'EOF'],
    argsAfter: { V: '2' },
    expected: ['3 rebuilt: V 1 to 2 by --build-arg (line 2)'],
  },
  {
    name: 'a body of COPY that is quoted',
    before: ['FROM base', 'ARG V=1', 'COPY <<"EOF" /x', '$V', 'EOF'],
    argsAfter: { V: '2' },
    expected: ['3 cached'],
  },
  {
    name: 'the delimiter of a RUN that is one heredoc is no part of it',
    before: ['FROM base', 'RUN <<EOF', 'x', 'EOF'],
    after: ['FROM base', 'RUN <<END', 'x', 'END'],
    expected: ['2 cached'],
  },
  {
    name: 'a file that is written as a heredoc counts as it is expanded',
    before: [
      'FROM base',
      'ENV A=1',
      'COPY <<EOF /x',
      '$E1 ${A} "\\$A"',
      'EOF',
      'COPY <<-"F" /y',
      '\t$A',
      'F',
    ],
    after: ['FROM base', 'ENV A=1', 'COPY <<EOF /x', '$E2 1 "\\$A"', 'EOF', 'COPY <<F /y', '\\$A', 'F'],
    expected: ['3 cached', '6 cached'],
  },
  {
    name: 'a file that is written as a heredoc, with another value',
    before: ['FROM base', 'ARG A=1', 'COPY <<EOF /x', '$A', 'EOF'],
    after: ['FROM base', 'ARG A=2', 'COPY <<EOF /x', '$A', 'EOF'],
    expected: ['3 rebuilt: A 1 to 2 (line 2)'],
  },
  {
    name: 'a file that is written as a heredoc, with other quotes',
    before: ['FROM base', 'COPY <<EOF /x', "'a'", 'EOF'],
    after: ['FROM base', 'COPY <<EOF /x', '"a"', 'EOF'],
    expected: ["2 rebuilt: edited from COPY <<EOF /x\n'a'\nEOF"],
  },
  {
    name: 'a heredoc that BuildKit refuses is the same as it is written, with the same values',
    before: ['FROM base', 'ENV A=1', 'COPY <<EOF /x', '${A*} $A', 'EOF', 'COPY <<EOF /y', '$A ${A*}', 'EOF'],
    after: ['FROM base', 'ENV A=1', 'COPY <<EOF /x', '${A*} $A', 'EOF', 'COPY <<EOF /y', '1 ${A*}', 'EOF'],
    expected: ['3 cached', '6 rebuilt: edited from COPY <<EOF /y\n$A ${A*}\nEOF'],
  },
  {
    name: 'names of JavaScript',
    before: [
      'FROM base AS constructor',
      'ENV __proto__=1',
      'RUN x',
      'FROM base',
      'COPY --from=constructor /toString /',
    ],
    after: [
      'FROM base AS constructor',
      'ENV __proto__=2',
      'RUN x',
      'FROM base',
      'COPY --from=constructor /toString /',
    ],
    expected: ['3 rebuilt: __proto__ 1 to 2 (line 2)', '5 depends 3>5: __proto__ 1 to 2 (line 2)'],
  },
  {
    name: 'the classic builder compares every instruction and builds every stage',
    before: ['FROM base AS lint', 'COPY a.txt /', 'FROM base', 'LABEL a=1', 'COPY b.txt /'],
    after: ['FROM base AS lint', 'COPY a.txt /', 'FROM base', 'LABEL a=2', 'COPY b.txt /'],
    changed: EDITED,
    builder: 'classic',
    expected: [
      '2 rebuilt: a.txt edited',
      '4 rebuilt: edited from LABEL a=1',
      '5 rebuilt 4>5: edited from LABEL a=1',
    ],
  },
];

describe('compare', () => {
  for (const { name, expected, ...input } of CASES) {
    it(name, () => {
      assert.deepEqual(linesOf(input), expected);
    });
  }

  it('takes everything from the cache when nothing changed', () => {
    for (const { text } of truthOf<{ text: string }>('parse')) {
      for (const builder of ['buildkit', 'classic'] as const) {
        const inputs = inputsOf(contextOf(text, FILES), 'Dockerfile');
        const again = inputsOf(contextOf(text, FILES), 'Dockerfile');
        const verdicts = [...compare(inputs, again, { builder }).steps.values()].map(
          ({ verdict }) => verdict,
        );
        assert.deepEqual(
          verdicts.filter((verdict) => verdict !== 'cached' && verdict !== 'unused'),
          [],
          text,
        );
      }
    }
  });

  it('never throws, and says a cause for exactly what may run', () => {
    const line = fc.constantFrom(
      'FROM base AS a',
      'FROM a',
      'FROM scratch',
      'ARG A=1',
      'ENV A=$A B=2',
      'COPY . .',
      'COPY --from=a /x /y',
      'COPY --from=9 x y',
      'COPY --link dir/* /d/',
      'COPY --parents dir/./*/d.txt /',
      'COPY',
      'ADD',
      'WORKDIR x',
      'RUN x',
      'RUN --mount=from=a,target=/a y',
      'RUN --mount=',
      'ONBUILD RUN z',
      'ONBUILD',
      'USER $A',
      'NOPE',
      '${',
      'RUN <<EOF',
    );
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, fc.constantFrom<Builder>('buildkit', 'classic'), (before, after, builder) => {
        const old = inputsOf(contextOf(before, FILES), 'Dockerfile');
        const now = inputsOf(contextOf(after, FILES), 'Dockerfile');
        for (const { cause, verdict } of compare(old, now, { builder }).steps.values()) {
          assert.equal(cause !== undefined, verdict === 'rebuilt' || verdict === 'depends');
        }
      }),
    );
  });

  it('says that it did not see everything', () => {
    const inputs = inputsOf(contextOf('FROM base\nCOPY . .', FILES), 'Dockerfile');
    assert.equal(compare(inputs, inputs).complete, true);
    assert.equal(compare(inputs, { ...inputs, contents: () => undefined }).complete, false);
    const { context } = inputs;
    assert.ok(context);
    const hidden = { ...inputs, context: { ...context, closed: new Set(['dir']) } };
    assert.equal(compare(hidden, hidden).complete, false);
    const none = { ...inputs, context: undefined };
    assert.equal(compare(none, none).complete, false);
  });

  it('takes time in proportion to long files', () => {
    const lines = Array.from({ length: 300 }, (_, index) => [
      `FROM base AS s${index}`,
      `ENV A${index}=1`,
      `RUN x${index}`,
      index === 0 ? 'RUN z' : `COPY --from=s${index - 1} /out /out`,
    ]);
    const text = lines.flat().join('\n');
    const old = inputsOf(contextOf(text, FILES), 'Dockerfile');
    const now = inputsOf(contextOf(text.replace('RUN x0', 'RUN y0'), FILES), 'Dockerfile');
    const verdicts = [...compare(old, now).steps.values()].map(({ verdict }) => verdict);
    assert.equal(verdicts.filter((verdict) => verdict === 'rebuilt').length, 2);
    assert.equal(verdicts.filter((verdict) => verdict === 'depends').length, 299);
  });
});

function linesOf({
  before,
  after = before,
  files,
  changed,
  argsBefore,
  argsAfter,
  targetBefore,
  builder,
}: Omit<Case, 'name' | 'expected'>): string[] {
  const all = { ...FILES, ...files };
  const buildArgs = (args: Case['argsAfter']): Map<string, string> => new Map(Object.entries(args ?? {}));
  const old = inputsOf(contextOf(before.join('\n'), all), 'Dockerfile', {
    buildArgs: buildArgs(argsBefore),
    target: targetBefore,
  });
  const context = contextOf(after.join('\n'), all);
  for (const [path, entry] of Object.entries(changed ?? {})) {
    if (entry) {
      context.set(path, entry);
    } else {
      context.delete(path);
    }
  }
  const now = inputsOf(context, 'Dockerfile', { buildArgs: buildArgs(argsAfter) });
  const verdicts = compare(old, now, { builder });
  const lineOf = (node: number): number => now.model.nodes[node]?.instruction.line ?? 0;
  return [...verdicts.steps.values()].map(({ node, verdict, cause, merged }) => {
    const chain = chainTo(verdicts, node).map(lineOf);
    const path = chain.length > 1 ? ` ${chain.join('>')}` : '';
    const said = cause ? `: ${wordsOf(cause, lineOf)}` : '';
    return `${lineOf(node)} ${verdict}${merged ? ', merged' : ''}${path}${said}`;
  });
}

function wordsOf(cause: Cause, lineOf: (node: number) => number): string {
  const place = (node: number | undefined): string => (node === undefined ? '' : ` (line ${lineOf(node)})`);
  switch (cause.kind) {
    case 'files':
      assert.equal(cause.total, cause.files.length);
      return cause.files.map(({ path, change }) => `${path} ${change}`).join(', ');
    case 'instruction':
      return `${cause.change}${cause.before === undefined ? '' : ` from ${cause.before}`}`;
    case 'variable': {
      const by = cause.buildArg ? ' by --build-arg' : '';
      return `${cause.name} ${cause.before ?? 'nothing'} to ${cause.after ?? 'nothing'}${by}${place(cause.node)}`;
    }
    case 'setting':
      return `${cause.setting}${place(cause.node)}`;
    case 'base':
      return `base ${cause.before} to ${cause.after}${place(cause.node)}`;
    case 'source':
      return `source ${cause.after}`;
    case 'unbuilt':
      return 'unbuilt';
  }
}

/** The Dockerfile itself is left out of the context, so that it can be edited without a word. */
function contextOf(
  dockerfile: string,
  files: Readonly<Record<string, MemoryEntry>>,
): Map<string, MemoryEntry> {
  return new Map([
    ['Dockerfile', file(dockerfile)],
    ['.dockerignore', file('Dockerfile\n.dockerignore\n')],
    ...Object.entries(files),
  ]);
}
