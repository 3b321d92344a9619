/** A Dockerfile with its context that nobody wrote. */
export interface Generated {
  /** Texts by path, the Dockerfile among them. */
  readonly files: ReadonlyMap<string, string>;
  /** A file of the context that is to be changed; some Dockerfiles do not copy it. */
  readonly changed: string;
}

const SOURCES = ['a.txt', 'lib/b.txt', 'lib/c.txt', 'src/d.txt', 'src/deep/e.txt'] as const;

/** Copies of everything are rarer, or most changes would rebuild most steps. */
const COPIED = [
  'a.txt',
  'lib',
  'lib/b.txt',
  'lib/*.txt',
  'src',
  'src/d.txt',
  'a.txt lib/b.txt',
  '.',
] as const;

/** The same for the same seed: one to three stages of steps and metadata, with copies between them. */
export function generated(seed: number): Generated {
  const next = numbers(seed);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[next() % items.length] ?? items[0];
  const stages = 1 + (next() % 3);
  const lines: string[] = next() % 2 === 0 ? ['ARG GLOBAL=1'] : [];
  for (let stage = 0; stage < stages; stage++) {
    const isLast = stage === stages - 1;
    const parent = stage > 0 && next() % 3 === 0 ? `s${next() % stage}` : 'strata-base';
    lines.push(`FROM ${parent}${isLast && next() % 2 === 0 ? '' : ` AS s${stage}`}`);
    lines.push(`WORKDIR /w${stage}`);
    for (let step = 2 + (next() % 4); step > 0; step--) {
      lines.push(...instruction(stage, { step, next, pick }));
    }
    // Something for others to copy, which depends on what was copied here.
    lines.push(`RUN find . -type f | sort | xargs cat > /out${stage}`);
  }
  const files = new Map<string, string>(SOURCES.map((path) => [path, `${path}\n`]));
  files.set('Dockerfile', `${lines.join('\n')}\n`);
  // The Dockerfile itself would be changed by nothing here; copies of everything need not bring it.
  files.set('.dockerignore', next() % 2 === 0 ? 'Dockerfile\n' : 'Dockerfile\nsrc/deep\n');
  return { files, changed: SOURCES[next() % SOURCES.length] ?? 'a.txt' };
}

interface Dice {
  readonly step: number;
  readonly next: () => number;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
}

function instruction(stage: number, { step, next, pick }: Dice): string[] {
  switch (next() % 10) {
    case 0:
      return [`ENV E${step}=${next() % 5}`, `LABEL l${step}="two words"`];
    case 1:
      return [`ARG A${step}=${next() % 5}`];
    case 2:
      return [`RUN echo "$GLOBAL ${step}" > made${step}.txt`];
    case 3:
      return [`RUN <<EOF\nmkdir -p made\ndate > made/${step}\nEOF`];
    case 4:
      return [`EXPOSE ${8000 + step}`, `WORKDIR deeper${step}`];
    case 5:
      return stage > 0 ? [`COPY --from=s${next() % stage} /out* ./from/`] : ['RUN true'];
    case 6:
      // With `--link` what happens depends on how the engine keeps its images (domain.md 1.1).
      return [`COPY --chmod=0644 a.txt /mode${step}/`];
    case 7:
      return [`RUN --mount=type=bind,source=src,target=/mnt ls -R /mnt > listed${step}`];
    default:
      return [`COPY ${pick(COPIED)} ./copied${step}/`];
  }
}

/** Numbers that look like chance (a linear congruential generator of Numerical Recipes); the same for the same seed. */
export function numbers(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}
