import { buildModel } from './build.ts';
import { runWords } from './run-words.ts';
import { flatten, lookUp } from './scope.ts';
import type { Step } from './step.ts';
import type { Detail, HistoryEntry, Model } from './types.ts';

/**
 * The history entries that the target's FROM chain writes, oldest first, without the base image's (domain.md 1.1). ONBUILD
 * and FROM write none; ARG writes one.
 */
export function historyOf(model: Model): readonly HistoryEntry[] {
  const chain: number[] = [];
  for (let at = model.target; at !== undefined;) {
    chain.unshift(at);
    const base: Model['stages'][number]['base'] | undefined = model.stages[at]?.base;
    at = base?.kind === 'stage' ? base.stage : undefined;
  }
  const entries = new Map(chain.map((stage): [number, HistoryEntry[]] => [stage, []]));
  buildModel(model.file, model.options, {
    after: (step, detail, layer) => {
      entries.get(step.stage)?.push({ node: step.node, layer, createdBy: createdBy(step, detail) });
    },
  });
  return chain.flatMap((stage) => entries.get(stage) ?? []);
}

/** BuildKit's `created_by`. HEALTHCHECK prints a Go struct there, which differs between versions: match its keyword only. */
function createdBy({ keyword, parsed, state }: Step, detail: Detail): string {
  const words = parsed.args.map((arg) => arg.text);
  switch (keyword) {
    case 'RUN': {
      const args = [...flatten(state.args)].map(
        ([name, value]) => `${name}=${lookUp(state.env, name) ?? value}`,
      );
      const command = runWords(parsed, state).words;
      return `RUN ${[...(args.length > 0 ? [`|${args.length}`, ...args] : []), ...command].join(' ')} # buildkit`;
    }
    case 'COPY':
    case 'ADD':
      return `${[keyword, ...(detail.kind === 'copy' ? copyWords(detail) : words)].join(' ')} # buildkit`;
    case 'CMD':
    case 'ENTRYPOINT': {
      const command = (keyword === 'CMD' ? state.cmd : state.entrypoint) ?? [];
      return `${keyword} [${command.map((word) => JSON.stringify(word)).join(' ')}]`;
    }
    case 'SHELL':
      return `SHELL [${words.join(' ')}]`;
    default:
      return otherEntry(keyword, words, detail);
  }
}

function otherEntry(keyword: string, words: readonly string[], detail: Detail): string {
  switch (detail.kind) {
    case 'workdir':
      return `WORKDIR ${detail.path}`;
    case 'pairs': {
      const pairs = detail.pairs.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
      return [keyword, ...pairs].join(' ');
    }
    case 'expose': {
      const ports = [...detail.tokens]
        .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
        .flatMap((token) => token.ports)
        .flatMap(({ port, last, protocol }) =>
          Array.from({ length: last - port + 1 }, (_, i) => `${port + i}/${protocol}`),
        );
      return `EXPOSE [${ports.join(' ')}]`;
    }
    case 'text':
      return `${keyword} ${detail.text}`;
    case 'volumes':
      return `VOLUME [${detail.paths.join(' ')}]`;
    default:
      return [keyword, ...words].join(' ');
  }
}

/** `--from`, `--link` and `--exclude` are not shown there; heredocs come after the paths (dockerfile2llb/convert_copy.go). */
function copyWords({ copy }: Extract<Detail, { kind: 'copy' }>): string[] {
  return [
    ...(copy.parents ? ['--parents'] : []),
    ...(copy.chown === undefined ? [] : [`--chown=${copy.chown}`]),
    ...(copy.chmod === undefined ? [] : [`--chmod=${copy.chmod}`]),
    ...copy.sources.filter((source) => source.kind !== 'heredoc').map((source) => source.text),
    ...copy.sources.filter((source) => source.kind === 'heredoc').map((source) => `<<${source.text}`),
    copy.dest,
  ];
}
