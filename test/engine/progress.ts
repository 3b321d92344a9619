/** A step of a build, by the name that BuildKit prints: `[2/4] COPY . .`. */
export interface Step {
  readonly name: string;
  readonly cached: boolean;
  /** What the stand-ins said in it about what they installed: `npm 0123…`. */
  readonly installed: readonly string[];
}

interface Status {
  readonly vertexes?: readonly {
    readonly digest: string;
    readonly name: string;
    readonly cached?: boolean;
    readonly error?: string;
  }[];
  readonly logs?: readonly { readonly vertex: string; readonly data: string }[];
}

/**
 * What one or several builds said, by `--progress=rawjson`: their steps, and for people the errors and the output. A step that
 * two builds share comes once for each, under their names, and with the same output.
 */
export function readProgress(output: string): { readonly steps: readonly Step[]; readonly problem: string } {
  const steps = new Map<string, { digest: string; name: string; cached: boolean }>();
  const logs = new Map<string, string>();
  const problems = new Set<string>();
  for (const line of output.split('\n').filter((one) => one !== '')) {
    const status = statusIn(line);
    if (status === undefined) {
      problems.add(line);
      continue;
    }
    for (const { digest, name, cached = false, error } of status.vertexes ?? []) {
      const key = `${digest} ${name}`;
      steps.set(key, { digest, name, cached: cached || (steps.get(key)?.cached ?? false) });
      if (error !== undefined) {
        problems.add(`${name}: ${error}`);
      }
    }
    for (const { vertex, data } of status.logs ?? []) {
      logs.set(vertex, `${logs.get(vertex) ?? ''}${Buffer.from(data, 'base64').toString('utf8')}`);
    }
  }
  return {
    steps: [...steps.values()].map(({ digest, name, cached }) => ({
      name,
      cached,
      installed: [...(logs.get(digest) ?? '').matchAll(/^stand-in: installed (.*?)\r?$/gm)].map(
        ([, what = '']) => what,
      ),
    })),
    problem: [...problems, ...logs.values()].join('\n'),
  };
}

function statusIn(line: string): Status | undefined {
  try {
    return JSON.parse(line) as Status;
  } catch {
    return undefined;
  }
}
