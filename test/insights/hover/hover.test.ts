import assert from 'node:assert/strict';
import { analyze } from '../../../server/src/insights/analysis.ts';
import type { Builder } from '../../../server/src/cache/types.ts';
import type { ContextSnapshot } from '../../../server/src/context/types.ts';
import { hoverAt } from '../../../server/src/insights/hover/hover.ts';

/** The hover at the first place where `at` stands. */
function hover(text: string, at: string, builder: Builder = 'buildkit'): string {
  return hoverAt(analyze({ text, builder }), text.indexOf(at), (line) => `#L${line}`)?.markdown ?? '';
}

const TWO_STAGES = `FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN go build

FROM scratch
ENV A=b
COPY --from=build /src/app /app
EXPOSE 8080:80 53/udp
LABEL x=y
ENTRYPOINT ["/app"]
`;

interface HoverCase {
  readonly builder?: Builder;
  readonly text: string;
  readonly at: string;
  readonly says: readonly RegExp[];
  readonly never?: readonly RegExp[];
}

const CASES: readonly HoverCase[] = [
  {
    text: TWO_STAGES,
    at: 'FROM golang',
    says: [/Other stages copy from this/, /Read by the last stage \(\[line 6\]\(#L6\)\)/],
  },
  {
    text: TWO_STAGES,
    at: 'FROM scratch',
    says: [/the image that the build produces/, /starts empty and adds 1 layer/],
  },
  { text: TWO_STAGES, at: 'WORKDIR', says: [/empty when the directory exists/, /2 steps below run again/] },
  {
    text: TWO_STAGES,
    at: 'COPY . .',
    says: [/contents, not the directory/, /not its time stamp/, /1 step below runs again/],
  },
  ...['COPY --from=bu', 'EXPOSE', 'RUN apt-get update && \\', 'CMD ["npm", ', 'RUN --mount=type=cache'].map(
    (text) => ({
      text: `FROM python\n${text}\n`,
      at: text.slice(0, 3),
      says: [/^\*\*\w+( 1)?\*\*[^\n]*\n\nIt is not complete: a word is missing/],
      never: [/from image/, /no value/, /[Rr]ebuilt when/],
    }),
  ),
  {
    text: 'FROM alpine\nARG BUILDKIT_SBOM_SCAN_STAGE=true\nRUN x',
    at: 'ARG',
    says: [
      /It tells BuildKit whether to scan this stage for the SBOM\. No instruction sees it, so a new value/,
    ],
    never: [/reruns 1 step/, /is seen by/],
  },
  {
    builder: 'classic',
    text: 'FROM alpine\nARG BUILDKIT_SBOM_SCAN_STAGE=true\nRUN x',
    at: 'ARG',
    says: [/is seen by the instructions below/, /from `--build-arg` reruns 1 of them/],
  },
  { text: 'FROM python\nCOPY src/ app/', at: 'COPY', says: [/to `\/app\/`\./] },
  { text: 'FROM team/base\nCOPY . .', at: 'COPY', says: [/to the working directory of the base image\./] },
  {
    text: 'FROM team/base\nCOPY . src/',
    at: 'COPY',
    says: [/to `src\/` below the working directory of the base image\./],
  },
  { text: 'FROM team/base\nWORKDIR /srv\nCOPY . src/', at: 'COPY', says: [/to `\/srv\/src\/`\./] },
  { text: 'FROM team/base\nCOPY a /b', at: 'COPY', says: [/to `\/b` \(a file of that name/] },
  {
    text: 'FROM team/base\nUSER $APP_UID',
    at: 'USER',
    says: [/container runs as `\$APP_UID`;/, /sets `APP_UID` in this stage: the base image may;/],
  },
  {
    text: 'FROM node:22\nUSER $APP_UID',
    at: 'USER',
    says: [/runs as `root`;/, /Nothing sets `APP_UID` in this stage, so it is empty there\.\n/],
    never: [/base image/],
  },
  {
    text: 'ARG V=1\nFROM node:22\nCOPY a-$V b',
    at: 'COPY',
    says: [
      /Nothing sets `V` in this stage, so it is empty there\. An `ARG` above the first `FROM` counts in/,
    ],
  },
  {
    text: 'ARG V=1\nFROM team/base\nCOPY a-$V b',
    at: 'COPY',
    says: [
      /Nothing above sets `V` in this stage: the base image may;/,
      /An `ARG` above the first `FROM` counts in/,
    ],
  },
  {
    text: 'FROM node:22\nARG PORT\nEXPOSE $PORT',
    at: 'EXPOSE',
    says: [/The build gives `PORT` a value; without one from the build or the base image it is empty\./],
  },
  {
    text: 'FROM team/base\nCOPY a $LIBS/a\nWORKDIR $LIBS\nCOPY b ./',
    at: 'COPY b',
    says: [/from the build context to `\$LIBS\/`\. /],
  },
  {
    text: 'FROM team/base\nCOPY a $LIBS/a',
    at: 'COPY',
    says: [/to `\$LIBS\/a` \(a file/, /sets `LIBS` in this stage/],
  },
  {
    text: 'FROM a\nVOLUME ["/etc/pg", "/var/log/pg"]',
    at: 'VOLUME',
    says: [/gets anonymous volumes at `\/etc\/pg` and `\/var\/log\/pg` unless others are/],
  },
  {
    text: 'FROM a\nVOLUME /data',
    at: 'VOLUME',
    says: [/gets an anonymous volume at `\/data` unless one is/],
  },
  { text: TWO_STAGES, at: 'RUN', says: [/even if it changed nothing/, /\[line 3\]\(#L3\)/, /Nothing below/] },
  { text: TWO_STAGES, at: 'COPY --from', says: [/from stage `build`/], never: [/dockerignore/] },
  {
    text: TWO_STAGES,
    at: 'EXPOSE',
    says: [
      /publishes nothing/,
      /docker run -p 8080:80 -p 53:53\/udp IMAGE/,
      /BuildKit drops the rest/,
      /```yaml\nports:\n {2}- "8080:80"\n {2}- "53:53\/udp"\n```/,
      /Containers on the same network reach any port/,
    ],
  },
  {
    text: 'FROM a\nEXPOSE 1 3 5 7 9 11 13',
    at: 'EXPOSE',
    says: [/-p 11:11 -p 13:13 IMAGE/, /In Compose it is `ports:`/],
    never: [/yaml/],
  },
  { text: TWO_STAGES, at: 'LABEL', says: [/no layer, 0 bytes/, /rebuilds no layer/] },
  { text: TWO_STAGES, at: 'ENV', says: [/not a place for secrets/, /No step below sees it/] },
  {
    text: 'FROM a\nEXPOSE 80\nFROM b',
    at: 'EXPOSE',
    says: [/not part of the final image/],
    never: [/docker run -p/, /yaml/],
  },
  { text: 'FROM a\nRUN --mount=type=cache,target=/c x', at: 'RUN', says: [/`\/c` is a cache mount/] },
  { text: 'FROM a\nCOPY --link --chmod=755 a b', at: 'COPY', says: [/`--chmod` switches `--link` off/] },
  { text: 'RUN x', at: 'RUN', says: [/before the first `FROM`/] },
  {
    text: 'FROM a\nENV A=b\nCOPY a b\nRUN a\nRUN b\nRUN c\nRUN d\nRUN e\nRUN f\nCMD x\nCMD y\n',
    at: 'COPY',
    says: [
      /6 steps below run again, even if the result is the same: \[line 4\]\(#L4\), .*\[line 8\]\(#L8\) and 1 more\./,
    ],
  },
  {
    text: 'FROM a\nENV A=b\nCOPY a b\nRUN a\nCMD x\nCMD y\n',
    at: 'ENV',
    says: [/reruns 1 step below, from \[line 4\]\(#L4\) on/],
    never: [/classic builder/],
  },
  { text: 'FROM a\nCMD x\nCMD y\n', at: 'CMD x', says: [/replaced in \[line 3\]\(#L3\)/] },
  {
    text: "FROM a\nCMD ['npm', 'start']\n",
    at: 'CMD',
    says: [/^BuildKit takes this `CMD` for shell form.* called `\[npm,`, and the container ends at once\.$/m],
  },
  {
    text: "FROM a\nVOLUME ['/a', '/b']\n",
    at: 'VOLUME',
    says: [/volumes at `\[\/a,` and `\/b\]`\.$/m],
    never: [/anonymous volume/],
  },
  {
    text: "FROM a\nCOPY ['a', 'b']\n",
    at: 'COPY',
    says: [/and the build fails\.$/m],
    never: [/Copies/],
  },
  {
    text: "FROM a\nCMD ['x']\nCMD y\n",
    at: "CMD ['x']",
    says: [/replaced in \[line 3\]/],
    never: [/shell form/],
  },
  { text: 'FROM a\nCMD [“`<b>`”]\n', at: 'CMD', says: [/those of ``“`<b>`”``/] },
  {
    text: 'FROM a\nUSER b\nRUN x\n',
    at: 'USER',
    says: [
      /^`RUN` steps below, and the container, run as `b`\. What `COPY` and `ADD` bring belongs to root/m,
    ],
  },
  {
    text: 'FROM a\nUSER b\nCOPY x x\nCMD y\n',
    at: 'USER',
    says: [/^The container runs as `b`; no `RUN` step below does\./m],
  },
  {
    text: 'FROM a\nUSER b\nRUN x\nUSER c\n',
    at: 'USER',
    says: [/^`RUN` steps below run as `b`\./m],
    never: [/container, run/],
  },
  {
    text: 'FROM a\nUSER b\nUSER c\n',
    at: 'USER',
    says: [/^It is replaced in \[line 3\]\(#L3\), and no `RUN` step between runs as `b`\./m],
  },
  {
    text: 'FROM a AS x\nUSER b\nFROM c\nCOPY --from=x /y /y\n',
    at: 'USER',
    says: [/^No `RUN` step below runs as `b`\. This stage is not part of the final image/m],
  },
  {
    text: 'FROM a AS base-x\nCMD y\nFROM base-${V}\n',
    at: 'FROM a',
    says: [/^The final image may be built on this stage/m],
    never: [/not part of the final image/],
  },
  {
    text: 'FROM a AS base-x\nCMD y\nFROM base-${V}\n',
    at: 'CMD',
    says: [/^Whether this stage is part of the final image depends/m],
    never: [/not part of the final image/],
  },
  {
    text: 'FROM a AS base-x\nFROM base-${V} AS b\nFROM c\nCOPY --from=b /y /y\n',
    at: 'FROM a',
    says: [/^Whether this stage is built depends on the values/m],
  },
  {
    builder: 'classic',
    text: TWO_STAGES,
    at: 'LABEL',
    says: [/0 bytes · classic builder/, /Editing it reruns 1 step below \(\[line 11\]\(#L11\)\)/],
    never: [/rebuilds no layer/],
  },
  {
    builder: 'classic',
    text: 'FROM a\nARG V=1\nLABEL a=b\nRUN x\n',
    at: 'ARG',
    says: [/Editing it reruns 2 steps below/, /Another value from `--build-arg` reruns 1 of them/],
  },
  {
    builder: 'classic',
    text: TWO_STAGES,
    at: 'RUN',
    says: [/^\*\*Layer 3\*\* of stage `build` · classic builder/, /any instruction above it is edited/],
    never: [/`ENV`, `ARG`/],
  },
  {
    builder: 'classic',
    text: 'FROM a AS x\nRUN y\nFROM b\nRUN <<EOF\nz\nEOF\nCOPY --chmod=755 a b\nRUN --network=none q\nCOPY --link c d\n',
    at: 'FROM a',
    says: [
      /builds it all the same/,
      /Where a `RUN` or `WORKDIR` changes nothing, the classic builder adds none/,
    ],
  },
  {
    text: 'FROM b\nCOPY --from=3 c d\n',
    at: 'COPY',
    says: [
      /\*\*Layer 1\*\*\n\nBuildKit refuses `--from=3`: invalid stage index 3\. A number is a stage, counted from 0, and never an image\.$/,
    ],
  },
  {
    builder: 'classic',
    text: 'FROM b\nRUN <<EOF\nz\nEOF\n',
    at: 'RUN',
    says: [/The classic builder refuses this instruction: `<<` needs BuildKit/],
  },
  {
    builder: 'classic',
    text: 'FROM b\nCOPY --link --chmod=755 a b\n',
    at: 'COPY',
    says: [/`--chmod` needs BuildKit/],
  },
  {
    text: 'FROM [x](http://y) AS <b>',
    at: 'FROM',
    says: [/stage `<b>`/, /`\[x\]\(http:\/\/y\)`/],
    never: [/[^`]<b>|[^`]\[x\]/],
  },
  {
    text: `FROM a\n${'COPY a b\n'.repeat(7)}RUN x`,
    at: 'RUN',
    says: [/\(a changed file in \[line 5\]\(#L5\), .*, \[line 8\]\(#L8\) and 3 more is enough\)/],
  },
  {
    text: `FROM a\n${'COPY a b\n'.repeat(20)}RUN x`,
    at: 'RUN',
    says: [/ \[line 21\]\(#L21\) and others is enough\)/],
  },
  {
    text: 'FROM a AS one\nCOPY a b\nFROM c\nRUN --mount=from=one,target=/m --mount=from=d:1,target=/n x',
    at: 'RUN',
    says: [/\*\*Rebuilt when\*\* its text changes, or what it mounts from stage `one` and image `d:1` does;/],
  },
];

describe('hover', () => {
  for (const { text, at, says, never = [], builder } of CASES) {
    it(`${at} in ${JSON.stringify(text.slice(0, 30))}${builder === undefined ? '' : `, ${builder}`}`, () => {
      const markdown = hover(text, at, builder);
      for (const pattern of says) {
        assert.match(markdown, pattern);
      }
      for (const pattern of never) {
        assert.doesNotMatch(markdown, pattern);
      }
    });
  }

  it('is nothing between instructions', () => {
    assert.equal(hoverAt(analyze({ text: TWO_STAGES }), TWO_STAGES.indexOf('\n\nFROM') + 1), undefined);
  });

  it('says which build context is taken and why, and leads to a choice; nothing of it becomes Markdown', () => {
    const context: ContextSnapshot = {
      label: 'api',
      reason: 'Compose service [x](command:y) <b> (compose.yaml).',
      dockerfile: 'Dockerfile',
      entries: new Map(),
      closed: new Set(),
      complete: true,
      texts: new Map(),
      ignore: undefined,
    };
    const analysis = analyze({ text: TWO_STAGES, context });
    const choose = 'command:strata.selectContext?%5B%5D';
    const markdown = hoverAt(analysis, 0, undefined, choose)?.markdown ?? '';
    assert.ok(
      markdown.includes(
        'Build context: `api`. Compose service \\[x\\](command:y) \\<b\\> (compose.yaml). [Choose another…](command:strata.selectContext?%5B%5D)',
      ),
      markdown,
    );
    assert.doesNotMatch(hoverAt(analysis, 0)?.markdown ?? '', /Choose another/);
  });
});
