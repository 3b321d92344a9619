import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import { broughtBy } from '../../fixes/leave-out/brought.ts';
import { leaveOutFix } from '../../fixes/leave-out/fix.ts';
import { isNamed } from '../../fixes/leave-out/named.ts';
import { listedBriefly, shown } from '../../fixes/moving/words.ts';
import type { Model, Node } from '../../model/types.ts';
import { otherImages } from '../../model/other-images.ts';
import { firstLineOf } from '../first-line.ts';
import { layerWords } from '../layer-words.ts';
import type { Finding, Rule } from '../types.ts';
import { isReadByFramework } from '../../context/framework-settings.ts';
import { allSecrets } from './all-secrets.ts';
import { secretsHandedOn, type HandedOn } from './secrets-handed-on.ts';
import { isOfHeredoc, secretsInHeredocs } from './secrets-in-heredocs.ts';
import { SETTINGS, secretsNotHere } from './secrets-not-here.ts';

const ID = 'context/secret-files-copied';

/**
 * A secret in a layer of an image: whoever has the image has it, a later `rm` notwithstanding (domain.md 1.2: layers only add). Of
 * images that are built beside the target each counts, one for development, too: what it holds is as open as in any other.
 */
export const secretFilesCopied: Rule = {
  id: ID,
  summary: 'a file with a password, a token or a private key is copied into a layer of the final image',
  defaultSeverity: 'warning',
  since: '0.1.0',
  unversioned: true,
  needs: ['context'],
  overlooks: CONFIGURATION,
  check({ model, context }) {
    const seen = new Set<string>();
    const beside = otherImages(model);
    // A file of the target is told of there: what leaves it out there does so everywhere.
    return [
      ...model.stages.filter(({ role }) => role === 'shipped'),
      ...model.stages.filter(({ index }) => beside.has(index)),
    ]
      .flatMap(({ first, end }) => model.nodes.slice(first + 1, end))
      .flatMap((node) => {
        const paths = secretsOf(model, context, node).filter((path) => !seen.has(path));
        // Two heredocs of one path are two places to mend.
        for (const path of paths.filter((one) => !isOfHeredoc(one))) {
          seen.add(path);
        }
        return paths.length === 0 ? [] : [findingOf(model, node, paths, context)];
      })
      .sort((one, other) => one.node - other.node);
  },
  fixes({ model, context }, { node: index }) {
    const node = model.nodes[index];
    const all = node === undefined ? [] : secretsOf(model, context, node);
    const paths = all.filter((path) => !isOfHeredoc(path));
    const fix =
      context === undefined ||
      paths.length === 0 ||
      isNamed(model, paths) ||
      paths.some((path) => isReadByFramework(context, path))
        ? undefined
        : leaveOutFix(model, context, paths);
    return fix === undefined ? [] : [fix];
  },
};

function secretsOf(model: Model, context: ContextSnapshot | undefined, node: Node): readonly string[] {
  const written = secretsInHeredocs(model).get(node)?.keys() ?? [];
  if (context === undefined) {
    return [...written];
  }
  const there = broughtBy(model, context, node, allSecrets(context)).map(({ path }) => path);
  const passed = secretsHandedOn(model, context).get(node) ?? [];
  return [
    ...new Set([
      ...there,
      ...(secretsNotHere(model, context).get(node)?.keys() ?? []),
      ...written,
      ...passed.map(({ path }) => path),
    ]),
  ];
}

/** More than this many files are not named one by one. */
const NAMED = 3;

function findingOf(
  model: Model,
  node: Node,
  paths: readonly string[],
  context: ContextSnapshot | undefined,
): Finding {
  const passed = (context === undefined ? [] : (secretsHandedOn(model, context).get(node) ?? [])).filter(
    ({ path }) => paths.includes(path),
  );
  const brought = [node, ...passed.map(({ origin }) => origin)];
  const absent = absentAt(brought, model, context);
  const written = writtenAt(brought, model);
  const files = paths.map((path) => {
    const there = context && allSecrets(context).get(path);
    return `${path} (${there ?? absent.get(path) ?? written.get(path) ?? ''})`;
  });
  const byName = paths.filter((path) => absent.has(path));
  const it = paths.length === 1 ? 'it' : 'them';
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) puts ${listedBriefly(files, NAMED, 'files')}${origins(passed)} into ${layerWords(model, node)}, which keeps ${it} even if a later step removes ${it}. ${remedyFor(paths, context)}, and hand secrets over when the container starts or with RUN --mount=type=secret.${nameOnly(byName, paths)}`,
    related: originsOf(passed).map((origin) => ({
      span: firstLineOf(origin),
      message: `Brings ${listedBriefly(
        passed.flatMap((one) => (one.origin === origin ? [one.path] : [])),
        NAMED,
        'files',
      )} to another stage.`,
    })),
    severity: paths.every((path) => absent.get(path) === SETTINGS || isForWork(path))
      ? 'information'
      : undefined,
    key: 'secrets',
  };
}

/** What to do about files; the beginning of a sentence. */
function remedyFor(paths: readonly string[], context: ContextSnapshot | undefined): string {
  const written = paths.filter(isOfHeredoc);
  const copied = paths.filter((path) => !isOfHeredoc(path));
  const read = context === undefined ? [] : copied.filter((path) => isReadByFramework(context, path));
  const named = (some: readonly string[]): string =>
    some.length < paths.length ? listedBriefly(some, NAMED, 'files') : some.length === 1 ? 'it' : 'them';
  const remedies = [
    ...(copied.length === 0
      ? []
      : [
          read.length === 0
            ? `leave ${named(copied)} out`
            : `Symfony reads ${paths.length === 1 ? 'it' : listedBriefly(read, NAMED, 'files')}, so give the secrets no value there${read.length < copied.length ? ', leave the rest out' : ''}`,
        ]),
    ...(written.length === 0
      ? []
      : [
          `take ${named(written)} out of the Dockerfile, which shows ${written.length === 1 ? 'it' : 'them'} to whoever reads it`,
        ]),
  ].join(', ');
  return remedies.charAt(0).toUpperCase() + remedies.slice(1);
}

/** What copies name that is not there, by its path. */
function absentAt(
  nodes: readonly Node[],
  model: Model,
  context: ContextSnapshot | undefined,
): ReadonlyMap<string, string> {
  return context === undefined
    ? new Map()
    : new Map(nodes.flatMap((node) => [...(secretsNotHere(model, context).get(node) ?? [])]));
}

/** What copies write from heredocs, by its path. */
function writtenAt(nodes: readonly Node[], model: Model): ReadonlyMap<string, string> {
  return new Map(nodes.flatMap((node) => [...(secretsInHeredocs(model).get(node) ?? [])]));
}

/** The copies that bring these from the context, in document order. */
function originsOf(passed: readonly HandedOn[]): readonly Node[] {
  return [...new Set(passed.map(({ origin }) => origin))].sort((one, other) => one.index - other.index);
}

/** Which lines bring what another stage hands on. */
function origins(passed: readonly HandedOn[]): string {
  const lines = originsOf(passed).map(({ instruction: { line } }) => String(line));
  const one = lines.length === 1;
  return lines.length === 0
    ? ''
    : `, which ${one ? 'line' : 'lines'} ${listedBriefly(lines, NAMED, '')} ${one ? 'brings' : 'bring'},`;
}

/** `.env.dev`: settings for work, which repositories hold on purpose, as Symfony's own template does. */
function isForWork(path: string): boolean {
  return /(?:^|\/)\.env\.dev(?:elopment)?$/.test(path);
}

/** That nobody has looked into these files. */
function nameOnly(byName: readonly string[], all: readonly string[]): string {
  if (byName.length === 0) {
    return '';
  }
  const which =
    byName.length < all.length ? listedBriefly(byName, NAMED, 'files') : all.length === 1 ? 'It' : 'They';
  return byName.length === 1
    ? ` ${which} is not in the build context here: this goes by its name.`
    : ` ${which} are not in the build context here: this goes by their names.`;
}
