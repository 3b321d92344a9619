import { RULES } from '../../../server/src/rules/registry.ts';
import type { RuleExample } from '../../../server/src/rules/types.ts';
import type { EngineCase } from '../types.ts';
import type { Note } from './notes.ts';

/** Rules whose fixes keep an install cached after an edit of a source. */
const KEEPS_CACHED: ReadonlySet<string> = new Set([
  'cache/copy-before-install',
  'cache/system-packages-after-copy',
]);

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
  [
    'cache/install-without-cache-mount: apt-get, whose downloads Debian images delete unless they are told not to',
    { differences: ['etc/apt/apt.conf.d/docker-clean: only before'] },
  ],
  ['cache/apt-update-alone: Two steps', { grade: 'review' }],
  [
    'cache/apt-update-alone: apk, with settings in between',
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
    'context/secret-files-copied: A password among the sources',
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
export const RULE_EXAMPLES: readonly EngineCase[] = RULES.flatMap(({ id, docs }) =>
  docs.examples.flatMap((example): EngineCase[] => {
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
