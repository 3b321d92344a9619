import type { Files } from '../../../fixes/context-of.ts';
import type { Case } from '../reorder.ts';
import { stage } from './stage.ts';

const DENO: Files = {
  'deno.json': '{ "imports": { "@std/path": "jsr:@std/path@1" } } // with a comment',
  'deno.lock': '{}',
  'main.ts': '',
  'routes/index.ts': '',
};

function deno(...lines: readonly string[]): string {
  return stage('denoland/deno:2.1', ...lines);
}

const MANIFESTS = 'COPY deno.json deno.lock ./';

/** Deno. */
export const DENO_CASES: readonly Case[] = [
  {
    id: 'deno install, frozen',
    dockerfile: deno('COPY . .', 'RUN deno install --frozen', 'CMD ["deno", "run", "main.ts"]'),
    files: DENO,
    expected: {
      safe: deno(MANIFESTS, 'RUN deno install --frozen', 'COPY . .', 'CMD ["deno", "run", "main.ts"]'),
    },
  },
  {
    id: 'deno install',
    dockerfile: deno('COPY . .', 'RUN deno install'),
    files: DENO,
    expected: {
      review: deno(MANIFESTS, 'RUN deno install', 'COPY . .'),
      title: 'deno install may rewrite deno.lock',
    },
  },
  {
    id: 'deno with package.json and deno.jsonc',
    dockerfile: deno('COPY . .', 'RUN deno install --frozen'),
    files: { 'package.json': '{}', 'deno.jsonc': '{}', 'deno.lock': '{}', 'main.ts': '' },
    expected: {
      safe: deno('COPY deno.jsonc package.json deno.lock ./', 'RUN deno install --frozen', 'COPY . .'),
      ignore: '**/node_modules\n.dockerignore\n',
    },
  },
  {
    id: 'deno install of an entry point',
    dockerfile: deno('COPY . .', 'RUN deno install --entrypoint main.ts'),
    files: DENO,
    expected: {
      review: deno(MANIFESTS, 'RUN deno install', 'COPY . .', 'RUN deno install --entrypoint main.ts'),
      title: 'adds a step',
    },
  },
  {
    id: 'deno cache of a project that is surely of Deno 2',
    dockerfile: deno('COPY . .', 'RUN deno cache main.ts'),
    files: { ...DENO, 'deno.json': '{"nodeModulesDir":"none","imports":{"a":"npm:a"}}' },
    expected: {
      review: deno(MANIFESTS, 'RUN deno install', 'COPY . .', 'RUN deno cache main.ts'),
      title: 'adds a step',
    },
  },
  ...[
    { image: 'denoland/deno:2.1.4', title: '(review: adds a step)' },
    { image: 'denoland/deno:alpine-2.1', title: '(review: adds a step)' },
    { image: 'docker.io/denoland/deno:distroless-2', title: '(review: adds a step)' },
    { image: 'denoland/deno:latest', title: '(review: adds a step; `deno install` needs Deno 2)' },
    { image: 'alpine', title: '`deno install` needs Deno 2' },
  ].map(({ image, title }): Case => ({
    id: `deno cache in ${image}`,
    dockerfile: stage(image, 'COPY . .', 'RUN deno cache main.ts'),
    files: DENO,
    expected: {
      review: stage(image, MANIFESTS, 'RUN deno install', 'COPY . .', 'RUN deno cache main.ts'),
      title,
    },
  })),
  ...['denoland/deno:1.46.3', 'denoland/deno:alpine-1.46.3'].map((image): Case => ({
    id: `deno cache in ${image}`,
    dockerfile: stage(image, 'COPY . .', 'RUN deno cache main.ts'),
    files: DENO,
    expected: { none: '`deno install` needs Deno 2, and line 1 names 1.46.3' },
  })),
  {
    id: 'deno cache without a list of imports',
    dockerfile: deno('ADD . .', 'RUN deno cache main.ts'),
    files: { 'deno.json': '{}', 'main.ts': '', 'lib.ts': '' },
    expected: { none: 'no configuration lists what main.ts imports' },
  },
  {
    id: 'deno cache of deps.ts below the sources',
    dockerfile: deno('COPY . .', 'RUN deno cache deps.ts'),
    files: { ...DENO, 'deps.ts': 'export * from "https://deno.land/std/path/mod.ts";\n' },
    expected: {
      review: deno('COPY deno.json deps.ts deno.lock ./', 'RUN deno cache deps.ts', 'COPY . .'),
      title: 'may rewrite deno.lock',
    },
  },
  {
    id: 'deno cache of a deps.ts that imports sources',
    dockerfile: deno('COPY . .', 'RUN deno cache deps.ts'),
    files: { 'main.ts': '', 'deps.ts': 'export * from "./lib/mod.ts";\n', 'lib/mod.ts': '' },
    expected: { none: 'no configuration lists what deps.ts imports' },
  },
  {
    id: 'deno: dependencies first, as in its documentation',
    dockerfile: deno('COPY deps.ts .', 'RUN deno cache deps.ts', 'ADD . .', 'RUN deno cache main.ts'),
    files: { ...DENO, 'deps.ts': '' },
    expected: 'silent',
  },
  {
    id: 'deno install first',
    dockerfile: deno('COPY deno.* ./', 'RUN deno install', 'COPY . .', 'RUN deno cache main.ts'),
    files: DENO,
    expected: 'silent',
  },
  {
    id: 'deno workspace',
    dockerfile: deno('COPY . .', 'RUN deno install --frozen'),
    files: {
      'deno.json': '{"workspace":["./api","libs/*"]}',
      'deno.lock': '{}',
      'api/deno.json': '{}',
      'api/main.ts': '',
      'libs/a/deno.jsonc': '{}',
      'libs/a/mod.ts': '',
      'libs/docs/readme.md': '',
    },
    expected: {
      safe: deno(
        MANIFESTS,
        'COPY api/deno.json api/',
        'COPY libs/a/deno.jsonc libs/a/',
        'RUN deno install --frozen',
        'COPY . .',
      ),
    },
  },
  ...(
    [
      [
        'a workspace member that is missing',
        '{"workspace":["./api"]}',
        'the workspace member api has no configuration',
      ],
      ['local links', '{"links":["../lib"]}', 'links to local packages'],
      ['an import map that is missing', '{"importMap":"map.json"}', 'the import map `map.json` is not'],
      ['a broken configuration', '{"imports":', "can't be read"],
    ] as const
  ).map(([id, json, none]): Case => ({
    id: `deno: ${id}`,
    dockerfile: deno('COPY . .', 'RUN deno install --frozen'),
    files: { ...DENO, 'deno.json': json },
    expected: { none },
  })),
];
