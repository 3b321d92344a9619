import { mayTouch } from '../../cache/written-paths.ts';
import { commandOf } from '../../ecosystems/command.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { runParts } from '../../ecosystems/run-parts.ts';
import { resolvePath } from '../../model/paths.ts';
import type { Model, Node, Source } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { scriptOf } from '../../syntax/shell.ts';
import { MAKES_NOTHING } from '../moving/makes-nothing.ts';
import { placesOf } from '../moving/places.ts';
import type { Products } from './extract-stage-products.ts';
import { isPathLike, tokensOf } from './extract-stage-words.ts';

/** Programs that read and write what they are given, and nothing else that a build makes. */
const READS_NAMED: ReadonlySet<string> = new Set([...MAKES_NOTHING, 'ln', 'cp', 'mv', 'touch', 'ldconfig']);

/** Words of command lines that name nothing which a step could make. */
const VERBS: ReadonlySet<string> = new Set([
  ...['add', 'build', 'ci', 'clean', 'exec', 'get', 'install', 'run', 'start', 'test', 'update', 'upgrade'],
  ...['&&', '.', './'],
]);

/** Package lists and caches, which everybody removes. */
const CACHES = /^\/var\/(cache|lib\/apt\/lists)(\/|$)/;

/**
 * Whether something behind a node needs more of what the steps up to it make than is copied: a path or a name of theirs, a RUN
 * that may read anything, another stage that reads this one elsewhere.
 */
export function needsMore(model: Model, last: Node, products: Products): boolean {
  const stages = heirsOf(model, last.stage ?? 0);
  return model.nodes.some((node) => {
    const { stage, index } = node;
    const isLater = stage !== undefined && index > last.index && stages.has(stage);
    return (isLater && readsMore(model, node, products)) || takesMore(node, stages, products);
  });
}

/** A stage and those that are built FROM it. */
function heirsOf({ stages }: Model, first: number): ReadonlySet<number> {
  const heirs = new Set([first]);
  for (const { index, base } of stages) {
    if (base.kind === 'stage' && heirs.has(base.stage)) {
      heirs.add(index);
    }
  }
  return heirs;
}

/** Whether a COPY or mount reads one of the stages outside of what is copied. */
function takesMore({ detail }: Node, stages: ReadonlySet<number>, { copied }: Products): boolean {
  const reads = (from: Source, paths: readonly string[]): boolean =>
    from.kind === 'stage' &&
    stages.has(from.stage) &&
    !paths.every((path) => copied.some((one) => isWithin(resolvePath('/', path), one)));
  return detail.kind === 'copy'
    ? reads(
        detail.copy.from,
        detail.copy.sources.map(({ text }) => text),
      )
    : detail.kind === 'run' && detail.mounts.some(({ from, source }) => reads(from, [source]));
}

function readsMore(model: Model, node: Node, products: Products): boolean {
  const { instruction, index, detail } = node;
  const { keyword } = instruction;
  const directory = placesOf(model)[index]?.directory ?? '/';
  if (detail.kind === 'copy') {
    const { resolvedDest, chown } = detail.copy;
    const file = resolvedDest.endsWith('/') ? [] : [resolvedDest];
    return namesMore([...file, ...(chown ?? '').split(':')], directory, products);
  }
  if (keyword === 'ONBUILD' || (keyword === 'RUN' && !readsNamed(model, node))) {
    return true;
  }
  const tokens = tokensOf(instruction.text, model.file.escape).slice(1);
  if (keyword === 'ENV') {
    const values = parsedOf(model.file, instruction).pairs.flatMap(({ value = '' }) =>
      tokensOf(value, model.file.escape).flatMap((word) => word.split(':')),
    );
    return namesMore(values.filter(isPathLike), directory, products);
  }
  return (
    ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'USER'].includes(keyword) &&
    namesMore(
      tokens.flatMap((word) => (word.includes('/') ? [word] : word.split(':'))),
      directory,
      products,
    )
  );
}

function readsNamed(model: Model, { index, instruction }: Node): boolean {
  const script = scriptOf(model.file, instruction);
  return (
    placesOf(model)[index]?.readableShell === true &&
    script?.complete === true &&
    runParts(script).every(
      ({ role, command }) =>
        ['system', 'options', 'variables'].includes(role) || READS_NAMED.has(commandOf(command)?.name ?? ''),
    )
  );
}

function namesMore(tokens: readonly string[], directory: string, { copied, left, names }: Products): boolean {
  return tokens.some((token) => {
    if (token.includes('$') && token.includes('/')) {
      return true;
    }
    const path = resolvePath(directory, token.replace(/[*?[{].*$/, ''));
    const isFile = isPathLike(token) || /\w\.\w/.test(token);
    if (isFile ? copied.some((one) => isWithin(path, one)) : copied.includes(path)) {
      return false;
    }
    return isFile
      ? !CACHES.test(path) && left.some((one) => mayMean(one, { token, path }))
      : names.has(token) && !VERBS.has(token);
  });
}

function mayMean(place: string, { token, path }: { readonly token: string; readonly path: string }): boolean {
  return place === '/' ? !token.startsWith('/') : mayTouch(place, path);
}
