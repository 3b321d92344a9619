import type { CandidateInput } from './types.ts';

/** What the Compose and Bake files near a Dockerfile build. */
export function namedBuilds({ compose, bake }: Pick<CandidateInput, 'compose' | 'bake'>): readonly {
  readonly context: string | undefined;
  readonly dockerfile: string | undefined;
}[] {
  return [
    ...compose.flatMap(({ project }) => [...project.services.values()].flatMap(({ build }) => build ?? [])),
    ...bake.flatMap(({ targets }) => [...targets.values()]),
  ];
}
