import { CASES } from '../../rules/cache/reorder-cases.ts';
import { SOURCED_CASES } from '../../rules/cache/cases/sourced.ts';
import { FOLLOWER_CASES } from '../../rules/cache/cases/followers.ts';
import { FORMS } from '../../rules/cache/cases/forms.ts';
import type { EngineCase } from '../types.ts';
import { REORDER_NOTES } from './reorder-notes.ts';

/** COPY --parents is of labs builds before dockerfile 1.20, and the one that `# syntax=` names would have to be fetched. */
const WITHOUT_PARENTS = "the engine's own frontend does not know COPY --parents";

/** The cases of domain.md 6.3, and more like them, for which a fix is offered: what the unit tests expect is built. */
export const REORDER_CASES: readonly EngineCase[] = [
  ...CASES,
  ...FORMS,
  ...FOLLOWER_CASES,
  ...SOURCED_CASES,
].flatMap((one): EngineCase[] => {
  const { id, dockerfile, files, expected, ignorePath } = one;
  if (files === undefined || typeof expected === 'string' || 'none' in expected) {
    return [];
  }
  const wanted = 'safe' in expected ? expected.safe : expected.review;
  const builds = (text: string): string => ('package.json' in files ? text : withoutBuild(text));
  return [
    {
      name: id,
      files: Object.fromEntries(Object.entries(files).map(entered)),
      dockerfile: builds(dockerfile),
      dockerfilePath: ignorePath === undefined ? undefined : ignorePath.slice(0, -'.dockerignore'.length),
      rule: 'cache/copy-before-install',
      grade: 'safe' in expected ? 'safe' : 'review',
      fixed: builds(wanted),
      skip: wanted.includes('--parents') ? WITHOUT_PARENTS : undefined,
      ...REORDER_NOTES.get(id),
    },
  ];
});

/** Most tables end with a build of a project in the working directory, which some contexts don't hold. */
function withoutBuild(text: string): string {
  return text.replace(/RUN npm run build\n$/, '');
}

/** A folder that was not entered holds something that nobody has seen. */
function entered([path, text]: readonly [string, string]): readonly [string, string] {
  return path.endsWith('/!') ? [`${path.slice(0, -1)}of-the-host.txt`, 'of the host\n'] : [path, text];
}
