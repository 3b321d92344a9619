import { docsOf } from '../../../server/src/rules/documentation.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import type { RuleExample } from '../../../server/src/rules/types.ts';
import type { EngineCase } from '../types.ts';
import type { Note } from './notes.ts';

/** Rules whose fixes keep an install cached after an edit of a source. */
const KEEPS_CACHED: ReadonlySet<string> = new Set([
  'cache/copy-before-install',
  'cache/system-packages-after-copy',
]);

/** Why an example can't be proved whose fix mends a build. */
const FAILS_BEFORE = 'the build before the fix fails, which it mends';

/** What Compose does with an image is no part of the image. */
const FOR_COMPOSE = 'it is about what Compose starts, and the engine builds the image alone';

/** By rule and title of the example. Every difference is what the title of the fix tells a person to look at. */
const NOTES: ReadonlyMap<string, Note> = new Map<string, Note>([
  [
    'cache/install-without-cache-mount: npm',
    {
      differences: [
        'root/.npm: only before',
        'root/.npm/_cacache: only before',
        'root/.npm/_cacache/content: only before',
      ],
    },
  ],
  ['cache/install-without-cache-mount: Flags that keep a cache from being written go', { grade: 'review' }],
  [
    'cache/install-without-cache-mount: apt-get, whose downloads Debian images delete unless they are told not to',
    { differences: ['etc/apt/apt.conf.d/docker-clean: only before'] },
  ],
  [
    'cache/useless-cache-mount: The image deletes the packages of apt',
    { differences: ['etc/apt/apt.conf.d/docker-clean: only before'] },
  ],
  [
    'cache/useless-cache-mount: The mount belongs to root, and another user runs the install',
    { grade: 'review', skip: 'pip installs for a user who is not root, and its stand-in does not' },
  ],
  ['cache/apt-update-alone: Two steps', { grade: 'review' }],
  ['cache/apt-update-alone: An upgrade and an install', { grade: 'review' }],
  [
    'cache/lock-file-not-copied: package.json alone',
    {
      grade: 'review',
      // What is installed is what the lock file says.
      differences: ['app/node_modules/.installed: content', 'root/.npm/_cacache/content: content'],
    },
  ],
  [
    'cache/apt-update-alone: With settings in between',
    { grade: 'review', skip: 'it runs the curl that it installs, and stand-ins install none' },
  ],
  [
    'cache/copies-its-own-dockerfile: The Dockerfile',
    { grade: 'review', differences: ['src/Dockerfile: only before'] },
  ],
  [
    'cache/copies-its-own-dockerfile: Beside an ignore file and a Compose file',
    {
      grade: 'review',
      differences: [
        'src/.dockerignore: only before',
        'src/Dockerfile: only before',
        'src/compose.yaml: only before',
      ],
    },
  ],
  [
    'cache/copies-its-own-dockerfile: Beside Dockerfiles of other images',
    {
      grade: 'review',
      differences: [
        'src/.dockerignore: only before',
        'src/Dockerfile: only before',
        'src/Dockerfile.dev: only before',
      ],
    },
  ],
  ['context/ignored-path-copied: A folder that the build needs', { grade: 'review', skip: FAILS_BEFORE }],
  ['context/ignored-path-copied: Exceptions that miss a file', { grade: 'review', skip: FAILS_BEFORE }],
  ['context/source-missing: Another case', { grade: 'review', skip: FAILS_BEFORE }],
  ['context/heavy-path-not-ignored: The packages of the development machine', { grade: 'review' }],
  [
    'context/heavy-path-not-ignored: The history, without an ignore file',
    { grade: 'review', differences: ['src/.git: only before', 'src/.git/HEAD: only before'] },
  ],
  [
    'context/flattening-wildcard: Files of the same name, with a syntax that knows --parents',
    {
      grade: 'review',
      skip: 'the frontend of the engine is older than `--parents`, and no other is fetched',
    },
  ],
  ['context/flattening-wildcard: A folder among files', { grade: 'review', skip: FAILS_BEFORE }],
  [
    'context/ineffective-ignore: A pattern for the root alone',
    { grade: 'review', differences: ['app/api/npm-debug.log: only before'] },
  ],
  [
    'context/ineffective-ignore: A comment behind a pattern',
    { grade: 'review', differences: ['app/notes: only before', 'app/notes/a.txt: only before'] },
  ],
  [
    'context/ineffective-ignore: An exception above the pattern',
    { grade: 'review', differences: ['app/README.md: only after'] },
  ],
  ['size/package-cache-left: The lists of apt', { differences: ['var/lib/apt/lists/packages: only before'] }],
  [
    'size/package-cache-left: The cache of npm',
    { differences: ['root/.npm/_cacache: only before', 'root/.npm/_cacache/content: only before'] },
  ],
  [
    'size/package-cache-left: The folder of the install goes away: the clean-up runs before that',
    { differences: ['root/.npm/_cacache: only before', 'root/.npm/_cacache/content: only before'] },
  ],
  [
    'size/package-cache-left: The cache of pip',
    {
      differences: [
        'root/.cache: only before',
        'root/.cache/pip: only before',
        'root/.cache/pip/6a87d6c89c496084: only before',
      ],
    },
  ],
  [
    'size/large-files-copied: A database dump among the sources',
    { grade: 'review', differences: ['app/backup/shop.sql: only before'] },
  ],
  [
    'image/edit-undone-by-copy: A script with the line ends of Windows',
    { grade: 'review', differences: ['app/entrypoint.sh: content'] },
  ],
  ['image/exec-form-not-json: Single quotes', { grade: 'review', differences: ['configuration: Cmd'] }],
  ['image/exec-form-not-json: A comment behind it', { grade: 'review', differences: ['configuration: Cmd'] }],
  [
    'image/exec-form-not-json: A missing comma',
    { grade: 'review', differences: ['configuration: Entrypoint'] },
  ],
  [
    'image/exec-form-not-json: Volumes with brackets in their names',
    { grade: 'review', differences: ['configuration: Volumes'] },
  ],
  ['image/exec-form-variable: A port for gunicorn', { grade: 'review', differences: ['configuration: Cmd'] }],
  [
    'image/exec-form-variable: Options of the JVM, with words behind them',
    { grade: 'review', differences: ['configuration: Entrypoint'] },
  ],
  ['image/exec-form-not-json: A path of Windows', { grade: 'review', differences: ['configuration: Cmd'] }],
  ['ports/listens-on-loopback: An option', { grade: 'review', differences: ['configuration: Cmd'] }],
  [
    'ports/listens-on-loopback: The default of the development server',
    { grade: 'review', differences: ['configuration: Cmd'] },
  ],
  [
    'ports/expose-differs-from-listen: An option of the command',
    { grade: 'review', differences: ['configuration: ExposedPorts'] },
  ],
  [
    'ports/healthcheck-asks-other-port: The port of another program',
    { grade: 'review', differences: ['configuration: Healthcheck'] },
  ],
  [
    'ports/unset-variable: An ARG above the first FROM',
    { grade: 'review', differences: ['configuration: ExposedPorts'] },
  ],
  ['ports/expose-has-no-effect: In the stage that builds', { grade: 'review' }],
  [
    'ports/localhost-in-environment: In the Dockerfile',
    { grade: 'review', differences: ['configuration: Env'], skip: FOR_COMPOSE },
  ],
  ['ports/localhost-in-environment: In the Compose file', { grade: 'review', skip: FOR_COMPOSE }],
  ['ports/compose-targets-other-port: The ports are swapped', { grade: 'review', skip: FOR_COMPOSE }],
  [
    'ports/compose-targets-other-port: The program listens elsewhere, whatever EXPOSE says',
    { grade: 'review', skip: FOR_COMPOSE },
  ],
  ['ports/protocol-differs: A name server', { grade: 'review', skip: FOR_COMPOSE }],
  ['ports/exposed-not-published: An application and its database', { grade: 'review', skip: FOR_COMPOSE }],
  [
    'context/secret-files-copied: A password among the sources',
    { grade: 'review', differences: ['app/.env: only before'] },
  ],
  [
    'context/secret-files-copied: A password among what a builder stage hands on',
    { grade: 'review', differences: ['app/.env: only before'] },
  ],
]);

/** Files that an example without a context leaves to the reader, by name. */
const USUAL: readonly (readonly [string, string])[] = [
  ['package.json', '{}'],
  ['package-lock.json', '{}'],
  ['requirements.txt', 'flask==3.1.0\n'],
];

/** Every example with a fix in the documentation of the rules. */
export const RULE_EXAMPLES: readonly EngineCase[] = RULES.flatMap(({ id }) =>
  docsOf({ id }).examples.flatMap((example): EngineCase[] => {
    const name = `${id}: ${example.title}`;
    return example.fix === undefined
      ? []
      : [
          {
            name,
            files: filesOf(example),
            dockerfile: example.before,
            rule: id,
            title: example.fix,
            grade: example.fix.includes('review') ? 'review' : 'safe',
            fixed: example.after,
            cache: KEEPS_CACHED.has(id),
            ...NOTES.get(name),
          },
        ];
  }),
);

function filesOf({ files, before }: RuleExample): RuleExample['files'] {
  return Object.keys(files).length > 0
    ? files
    : Object.fromEntries(USUAL.filter(([name]) => before.includes(name)));
}
