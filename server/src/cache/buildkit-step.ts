import { lookUp } from '../model/scope.ts';
import { copyParts } from './copy-parts.ts';
import type { StepDefinition } from './definition.ts';
import type { Define } from './define.ts';
import { environmentKey } from './environment.ts';
import { mountParts } from './run-mounts.ts';
import { runWords } from '../model/run-words.ts';
import { isLinkedCopy } from './linked.ts';

/**
 * A RUN, COPY, ADD or WORKDIR as BuildKit sees it (domain.md 2.2 and 2.3). A RUN takes over all variables, the working
 * directory and the user; a WORKDIR the user, who owns the folder it makes; a COPY nothing. The instructions between them
 * are no steps.
 */
export const buildkitStep: Define = ({ stage, keyword, parsed, state, node: source }, detail, place) => {
  const { model, table, tracked, layer, node } = place;
  if (!layer) {
    return undefined;
  }
  const common = {
    node,
    stage,
    keyword,
    text: model.nodes[source]?.instruction.text ?? '',
    setters: tracked.setters,
    variables: tracked.environment.history,
    linked: false,
    mayLink: false,
    writesTo: undefined,
    reads: [],
  } satisfies Partial<StepDefinition>;
  if (detail.kind === 'workdir') {
    const user = state.user ?? '';
    const epoch = model.options.buildArgs?.get('SOURCE_DATE_EPOCH') ?? '';
    return {
      ...common,
      own: detail.path,
      operation: table.key('mkdir', detail.path, user, epoch),
      inherited: { user, epoch },
      writesTo: [detail.path],
    };
  }
  if (detail.kind === 'copy') {
    const { copy } = detail;
    const lookup = (name: string): string | undefined => lookUp(state.env, name);
    const { text, reads } = copyParts(copy, { keyword, parsed, lookup });
    return {
      ...common,
      own: text,
      operation: table.key('copy', text),
      inherited: {},
      reads,
      linked: isLinkedCopy(copy),
      writesTo: [copy.resolvedDest],
      mayLink: keyword === 'ADD',
    };
  }
  if (detail.kind !== 'run') {
    return undefined;
  }
  const { words, script } = runWords(parsed, state);
  const mounts = mountParts(detail.mounts);
  const asked = parsed.flags
    .filter(({ name, text }) => name !== 'mount' && !USUAL.has(text))
    .map(({ text }) => text)
    .sort();
  const inherited = {
    environment: environmentKey(tracked.environment, table),
    workdir: tracked.workdir,
    user: state.user ?? '',
    platform: tracked.platform,
    shell: parsed.json ? '' : JSON.stringify(state.shell ?? []),
  };
  return {
    ...common,
    own: JSON.stringify([parsed.args.map((arg) => arg.text), script, mounts.text, asked]),
    operation: table.key(
      'run',
      JSON.stringify([words, script, mounts.text, asked]),
      inherited.environment,
      inherited.workdir,
      inherited.user,
      inherited.platform,
    ),
    inherited,
    reads: mounts.reads,
    mayLink: words.some((word) => /\bln\b/.test(word)),
  };
};

/** Flags that ask for what a RUN has without them (dispatchRunNetwork and dispatchRunSecurity in dockerfile2llb). */
const USUAL: ReadonlySet<string> = new Set(['--network=default', '--security=sandbox']);
