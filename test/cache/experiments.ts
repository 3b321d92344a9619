import { file, folder } from './memory-context.ts';
import type { MemoryEntry } from './memory-context.ts';

/** One experiment: two states that differ as its heading in test/truth/cache-experiments.txt says. */
export interface Experiment {
  /** The heading without its builder. */
  readonly name: string;
  /** After FROM and the first RUN, which both states share; the whole file where it begins with FROM. */
  readonly before: string;
  /** The same as `before` when undefined. */
  readonly after?: string;
  readonly filesBefore?: Readonly<Record<string, MemoryEntry>>;
  readonly filesAfter?: Readonly<Record<string, MemoryEntry>>;
  readonly argsBefore?: Readonly<Record<string, string>>;
  readonly argsAfter?: Readonly<Record<string, string>>;
  /** Values that BuildKit put in where it showed an instruction. */
  readonly shows?: readonly (readonly [string, string])[];
  /** Steps that the record does not list. */
  readonly unlisted?: number;
  /** Steps of which only the output tells. */
  readonly depends?: readonly string[];
}

const EDITED = { 'a.txt': file('edited') };
const COPY_THEN_RUN = 'COPY a.txt /a\nRUN echo x';
const FROM_STAGE =
  'FROM base AS s1\nCOPY a.txt /tmp/a\nRUN echo NONCE > /u\nFROM base\nCOPY --from=s1 /u /u\nRUN echo x';

/** Every experiment that two states can express. Of a context they hold a.txt, b.txt and dir/c.txt. */
export const EXPERIMENTS: readonly Experiment[] = [
  {
    name: 'LABEL change before RUN',
    before: 'LABEL a=1\nRUN echo x\nCOPY a.txt /a',
    after: 'LABEL a=2\nRUN echo x\nCOPY a.txt /a',
  },
  { name: 'EXPOSE change before RUN', before: 'EXPOSE 80\nRUN echo x', after: 'EXPOSE 81\nRUN echo x' },
  {
    name: 'CMD/VOLUME/HEALTHCHECK/STOPSIGNAL/MAINTAINER change before RUN',
    before: 'CMD a\nVOLUME /v1\nHEALTHCHECK CMD a\nSTOPSIGNAL SIGTERM\nMAINTAINER a\nRUN echo x',
    after: 'CMD b\nVOLUME /v2\nHEALTHCHECK CMD b\nSTOPSIGNAL SIGINT\nMAINTAINER b\nRUN echo x',
  },
  {
    name: 'ENV change before COPY then RUN',
    before: `ENV A=1\n${COPY_THEN_RUN}`,
    after: `ENV A=2\n${COPY_THEN_RUN}`,
  },
  {
    name: 'ARG default change, unused, before COPY then RUN',
    before: `ARG A=1\n${COPY_THEN_RUN}`,
    after: `ARG A=2\n${COPY_THEN_RUN}`,
  },
  { name: 'ARG without value added', before: 'RUN echo x', after: 'ARG ZZ\nRUN echo x' },
  {
    name: 'ARG --build-arg change',
    before: `ARG A\n${COPY_THEN_RUN}`,
    argsBefore: { A: '1' },
    argsAfter: { A: '2' },
  },
  {
    name: 'HTTP_PROXY build-arg change not declared',
    before: 'RUN echo x',
    argsBefore: { HTTP_PROXY: 'http://one' },
    argsAfter: { HTTP_PROXY: 'http://two' },
  },
  {
    name: 'HTTP_PROXY build-arg change declared ARG',
    before: 'ARG HTTP_PROXY\nRUN echo x',
    argsBefore: { HTTP_PROXY: 'http://one' },
    argsAfter: { HTTP_PROXY: 'http://two' },
  },
  { name: 'mtime only', before: 'COPY a.txt /a\nCOPY . /all\nRUN echo x' },
  { name: 'mode change', before: COPY_THEN_RUN, filesAfter: { 'a.txt': file('a', 0o755) } },
  { name: 'host owner change', before: COPY_THEN_RUN },
  {
    name: 'USER change before COPY, WORKDIR, RUN',
    before: 'USER root\nCOPY a.txt /a\nWORKDIR /wd\nRUN echo x',
    after: 'USER node\nCOPY a.txt /a\nWORKDIR /wd\nRUN echo x',
  },
  {
    name: 'SHELL change',
    before: `SHELL ["/bin/sh","-c"]\n${COPY_THEN_RUN}\nRUN ["/bin/echo","y"]`,
    after: `SHELL ["/bin/sh","-ec"]\n${COPY_THEN_RUN}\nRUN ["/bin/echo","y"]`,
  },
  {
    name: 'instruction case + extra spaces + comment inside continuation',
    before: 'RUN echo x && \\\n  echo y',
    after: 'run   echo x && \\\n# why\n  echo y',
  },
  {
    name: 'indent change in continuation',
    before: 'RUN echo x && \\\n  echo y',
    after: 'RUN echo x && \\\n    echo y',
  },
  {
    name: 'WORKDIR trailing slash',
    before: 'WORKDIR /app\nCOPY a.txt ./\nRUN echo x',
    after: 'WORKDIR /app/\nCOPY a.txt ./\nRUN echo x',
  },
  {
    name: 'WORKDIR split relative',
    before: 'WORKDIR /app/x\nCOPY a.txt ./',
    after: 'WORKDIR /app\nWORKDIR x\nCOPY a.txt ./',
  },
  {
    name: 'COPY dest text ./ vs /app/',
    before: 'WORKDIR /app\nCOPY a.txt ./\nRUN echo x',
    after: 'WORKDIR /app\nCOPY a.txt /app/\nRUN echo x',
  },
  {
    name: 'COPY dest . vs ./',
    before: 'WORKDIR /app\nCOPY a.txt .\nRUN echo x',
    after: 'WORKDIR /app\nCOPY a.txt ./\nRUN echo x',
  },
  {
    name: 'COPY src ./a.txt vs a.txt',
    before: 'COPY ./a.txt /a\nRUN echo x',
    after: 'COPY a.txt /a\nRUN echo x',
  },
  {
    name: 'COPY . . Dockerfile edited (comment), no .dockerignore',
    before: 'COPY . /all\nRUN echo x',
    after: '# a comment\nCOPY . /all\nRUN echo x',
  },
  {
    name: 'COPY . . Dockerfile edited, Dockerfile in .dockerignore',
    before: 'COPY . /all\nRUN echo x',
    after: '# a comment\nCOPY . /all\nRUN echo x',
    filesBefore: { '.dockerignore': file('Dockerfile\n') },
  },
  {
    name: '.dockerignore itself edited (adds non-matching line), not self-ignored',
    before: 'COPY . /all',
    filesBefore: { '.dockerignore': file('nothing\n') },
    filesAfter: { '.dockerignore': file('nothing\nnothing-else\n') },
  },
  {
    name: 'unrelated file changed, COPY a.txt only',
    before: COPY_THEN_RUN,
    filesAfter: { 'b.txt': file('edited') },
  },
  {
    name: 'swap two COPYs',
    before: 'COPY a.txt /a\nCOPY b.txt /b',
    after: 'COPY b.txt /b\nCOPY a.txt /a',
  },
  { name: 'empty dir added under COPY dir', before: 'COPY dir /dir', filesAfter: { 'dir/empty': folder() } },
  { name: 'content change then same content restored', before: COPY_THEN_RUN },
  {
    name: 'stage rename',
    before: 'FROM base AS s1\nRUN echo NONCE > /u\nFROM base\nCOPY --from=s1 /u /u\nRUN echo x',
    after: 'FROM base AS s2\nRUN echo NONCE > /u\nFROM base\nCOPY --from=s2 /u /u\nRUN echo x',
  },
  {
    name: 'COPY --from rebuilt stage, same content',
    before: FROM_STAGE,
    filesAfter: EDITED,
    depends: ['COPY --from=s1 /u /u', 'RUN echo x'],
  },
  {
    name: 'unused stage changes',
    before: 'FROM base AS unused\nCOPY a.txt /tmp/a\nRUN echo other > /u\nFROM base\nRUN echo NONCE x',
    after: 'FROM base AS unused\nCOPY a.txt /tmp/a\nRUN echo NONCE > /u\nFROM base\nRUN echo NONCE x',
  },
  { name: 'ENV order swap', before: 'ENV A=1 B=2\nRUN echo x', after: 'ENV B=2 A=1\nRUN echo x' },
  {
    name: 'ENV moved after (same final env)',
    before: 'ENV A=1\nCOPY a.txt /a\nRUN echo x',
    after: 'COPY a.txt /a\nENV A=1\nRUN echo x',
  },
  {
    name: 'bind mount content change (RUN rest same)',
    before: 'RUN --mount=type=bind,source=a.txt,target=/x cat /x\nRUN echo z',
    filesAfter: EDITED,
    unlisted: 1,
  },
  {
    name: 'bind mount of whole ctx, unrelated file change',
    before: 'RUN --mount=type=bind,target=/x cat /x/a.txt\nRUN echo z',
    filesAfter: { 'b.txt': file('edited') },
    unlisted: 1,
  },
  {
    name: 'bind mount unrelated file change when source=a.txt',
    before: 'RUN --mount=type=bind,source=a.txt,target=/x cat /x\nRUN echo z',
    filesAfter: { 'b.txt': file('edited') },
  },
  {
    name: 'cache mount id default -> explicit',
    before: 'RUN --mount=type=cache,target=/c echo x\nRUN echo z',
    after: 'RUN --mount=type=cache,id=foo,target=/c echo x\nRUN echo z',
  },
  {
    name: 'cache mount target change',
    before: 'RUN --mount=type=cache,target=/c echo x',
    after: 'RUN --mount=type=cache,target=/d echo x',
  },
  {
    name: 'cache mount added',
    before: 'RUN echo x',
    after: 'RUN --mount=type=cache,target=/d echo x',
  },
  {
    name: 'secret content change',
    before: 'RUN --mount=type=secret,id=s cat /run/secrets/s | sha256sum',
  },
  {
    name: 'secret id change',
    before: 'RUN --mount=type=secret,id=s,target=/s echo x',
    after: 'RUN --mount=type=secret,id=s2,target=/s echo x',
  },
  {
    name: 'source rename same content, COPY a.txt /x -> COPY a2.txt /x',
    before: 'COPY a.txt /x\nRUN echo z',
    after: 'COPY a2.txt /x\nRUN echo z',
    filesBefore: { 'a2.txt': file('a') },
  },
  {
    name: 'source moved to dir same basename & content: COPY a.txt /x -> COPY dir/a.txt /x',
    before: 'COPY a.txt /x\nRUN echo z',
    after: 'COPY dir/a.txt /x\nRUN echo z',
    filesBefore: { 'dir/a.txt': file('a') },
  },
  {
    name: 'COPY a.txt b.txt ./ order swap',
    before: 'COPY a.txt b.txt /x/\nRUN echo z',
    after: 'COPY b.txt a.txt /x/\nRUN echo z',
  },
  {
    name: 'COPY *.txt new file',
    before: 'COPY *.txt /x/\nRUN echo z',
    filesAfter: { 'new.txt': file('new') },
  },
  {
    name: 'COPY a* glob -> explicit same file',
    before: 'COPY a* /x/\nRUN echo z',
    after: 'COPY a.txt /x/\nRUN echo z',
  },
  { name: 'COPY missing glob (optional)', before: 'COPY a.txt nothere* /x/\nRUN echo z' },
  { name: 'COPY only missing glob', before: 'COPY nothere* /x/\nRUN ls /x || echo none' },
  {
    name: 'COPY a.txt --chown name',
    before: 'COPY --chown=root a.txt /x\nRUN echo z',
    after: 'COPY --chown=1000:1000 a.txt /x\nRUN echo z',
  },
  {
    name: 'COPY . . where nothing changed but .git dir touched',
    before: 'COPY . /x',
    filesBefore: { '.git/index': file('1') },
    filesAfter: { '.git/index': file('2') },
  },
  {
    name: 'RUN after identical-content COPY following different RUN',
    before: 'RUN echo 1\nCOPY a.txt /x',
    after: 'RUN echo 2\nCOPY a.txt /x',
  },
  { name: 'RUN JSON vs shell', before: 'RUN ["/bin/sh","-c","echo x"]', after: 'RUN echo x' },
  {
    name: 'unused ENV added before final COPY only',
    before: 'COPY a.txt /x',
    after: 'ENV UNUSED=1\nCOPY a.txt /x',
  },
  {
    name: 'ARG in FROM stage inherited',
    before: 'FROM base AS a\nARG A=1\nRUN echo NONCE\nFROM a\nRUN echo y',
    after: 'FROM base AS a\nARG A=2\nRUN echo NONCE\nFROM a\nRUN echo y',
  },
  {
    name: 'ARG at end of base stage, inherited env in child RUN',
    before: 'FROM base AS a\nRUN echo NONCE\nARG A=1\nFROM a\nRUN echo y $A',
    after: 'FROM base AS a\nRUN echo NONCE\nARG A=2\nFROM a\nRUN echo y $A',
    shows: [['$A', '2']],
  },
  {
    name: 'ARG after ENV same name',
    before: 'ENV A=env\nARG A=arg1\nRUN echo $A > /o',
    after: 'ENV A=env\nARG A=arg2\nRUN echo $A > /o',
    shows: [['$A', 'arg2']],
  },
  {
    name: 'MOVE RUN above independent COPY (order)',
    before: 'COPY a.txt /x\nRUN echo z',
    after: 'RUN echo z\nCOPY a.txt /x',
  },
  {
    name: 'FROM different image, same layers, ENV differs',
    before: 'FROM base\nRUN echo NONCE',
    after: 'FROM other\nRUN echo NONCE',
  },
];

/** Experiments, with their builder, that two states can't express, and why. */
export const NOT_EXPRESSED: ReadonlyMap<string, string> = new Map([
  ['network mode change [BK]', '--network of the build is no input of Strata'],
  ['network mode change [classic]', '--network of the build is no input of Strata'],
  [
    'cache mount id foo->bar [BK]',
    'BuildKit 0.8; since 0.13 such an id is no part of the key (domain.md 2.4)',
  ],
  [
    'cache mount sharing locked->private [BK]',
    'BuildKit 0.8; since 0.13 sharing is no part of the key (domain.md 2.4)',
  ],
  [
    'FROM different image, same layers+env, different label [BK]',
    'what is in an image is not known; another name counts as another image',
  ],
]);
