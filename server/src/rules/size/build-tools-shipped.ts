import { commandsIn } from '../../fixes/moving/commands-in.ts';
import { CONFIGURATION } from '../../fixes/moving/configuration.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { RunPart } from '../../ecosystems/run-part.ts';
import { installsByName } from '../../ecosystems/system/installs-by-name.ts';
import { runsInAnyCase } from '../../fixes/moving/commutes.ts';
import { listedBriefly, shownCommand } from '../../fixes/moving/words.ts';
import { targetChain } from '../../model/target-chain.ts';
import type { Model, Node, Stage } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Facts, Finding, Rule } from '../types.ts';

const ID = 'size/build-tools-shipped';

/** Compilers in the final image that a step of it has needed: only what a later stage copies is shipped (domain.md 2.1, roles). */
export const buildToolsShipped: Rule = {
  id: ID,
  summary: 'compilers or development packages that only a build step needs are part of the final image',
  defaultSeverity: 'off',
  since: '0.1.0',
  status: 'preview',
  overlooks: CONFIGURATION,
  check(facts) {
    const chain = [...targetChain(facts.model)].reverse();
    return isForPrograms(facts, chain) ? inChain(facts.model, chain) : [];
  },
  fixes: () => [],
};

/** Base images that bring compilers with them, in their plain and full forms. */
const WITH_COMPILERS =
  /(^|\/)(buildpack-deps|gcc|golang|rust|swift|haskell|php|(node|python|ruby|perl|erlang|elixir|pypy|julia|r-base)(?![^/]*(slim|alpine)))(:[^/]*)?(@.*)?$|devcontainers?\/|-devel\b|(^|\/)jupyter\//;

/** Stages and folders for people who develop. */
const FOR_DEVELOPERS =
  /(^|[-_./])(dev|devel|development|devcontainer|test|tests|ci|build|builder|sdk)([-_./]|$)/i;

/** Programs that build when they are started. */
const BUILDERS = /(^|\/)(make|cmake|gcc|g\+\+|clang|cargo|go|rustc|ninja|gem|bundle|pip3?|node-gyp)$/;

function isForPrograms({ context }: Facts, chain: readonly Stage[]): boolean {
  const target = chain[chain.length - 1];
  const [lowest] = chain;
  const { cmd = [], entrypoint = [] } = target?.config ?? {};
  const words = [...entrypoint, ...cmd].flatMap((word) => word.split(/[\s;&|]+/));
  const image = lowest?.base.kind === 'image' ? lowest.base.name : undefined;
  return (
    words.length > 0 &&
    target !== undefined &&
    image !== undefined &&
    !WITH_COMPILERS.test(image) &&
    !words.some((word) => BUILDERS.test(word) || /^(bash|zsh|sleep|jupyter[\w-]*)$/.test(word)) &&
    !chain.some(({ name }) => FOR_DEVELOPERS.test(name ?? '')) &&
    !FOR_DEVELOPERS.test(context?.dockerfile ?? '')
  );
}

interface Tools {
  readonly node: Node;
  readonly names: readonly string[];
}

function inChain(model: Model, chain: readonly Stage[]): readonly Finding[] {
  const found: Finding[] = [];
  let waiting: Tools[] = [];
  for (const node of chain.flatMap(({ first, end }) => model.nodes.slice(first + 1, end))) {
    const parts = commandsIn(model, node);
    const { tools, at } = toolsIn(parts);
    const builds = parts.map((part, index) => (isBuild(part) ? index : -1)).filter((index) => index >= 0);
    if (tools.length > 0 && !parts.some((part) => removes(part))) {
      waiting.push({ node, names: tools });
    }
    const build = parts[builds[builds.length - 1] ?? -1];
    if (build === undefined) {
      continue;
    }
    const needed = waiting.filter((one) => one.node !== node || builds.some((index) => index > at));
    found.push(...needed.map((one) => findingOf(one, node, build)));
    waiting = waiting.slice(needed.length);
  }
  return found.sort((a, b) => a.node - b.node);
}

/** Compilers, and what they compile against. */
const TOOL =
  /^(build-essential|build-base|gcc(-[\d.]+)?|g\+\+(-[\d.]+)?|gcc-c\+\+|clang(-[\d.]+)?|cargo|rustc?|golang(-go|-[\d.]+)?|musl-dev|linux-headers|@?"?development[- ]tools"?|[\w.+-]+-(dev|devel))$/i;

/** The compilers and development packages that a RUN installs in any case, and the last command that does. */
function toolsIn(parts: readonly RunPart[]): { readonly tools: readonly string[]; readonly at: number } {
  const tools = new Set<string>();
  let at = -1;
  for (const [index, part] of parts.entries()) {
    const read = part.role === 'system' && runsInAnyCase(part) ? commandOf(part.command) : undefined;
    if (read === undefined || installsByName(read)?.removes !== false) {
      continue;
    }
    for (const { text } of read.args) {
      const name = text.replace(/[=<>~].*$/, '');
      if (!name.startsWith('-') && TOOL.test(name)) {
        tools.add(name);
        at = index;
      }
    }
  }
  return { tools: [...tools], at };
}

function removes(part: RunPart): boolean {
  const read = part.role === 'system' ? commandOf(part.command) : undefined;
  return read !== undefined && installsByName(read)?.removes === true;
}

/** Package managers whose packages may be compiled while they are installed. */
const COMPILING = new Set([
  'bundler',
  'cpanm',
  'npm',
  'pdm',
  'pip',
  'pipenv',
  'pnpm',
  'poetry',
  'uv',
  'yarn',
]);

const BUILD_PROGRAMS = new Set([
  'make',
  'cmake',
  'ninja',
  'gcc',
  'g++',
  'cc',
  'c++',
  'clang',
  'cargo',
  'rustc',
]);

function isBuild(part: RunPart): boolean {
  const { role, ecosystem, install, command } = part;
  if (role === 'install' || role === 'packages') {
    return COMPILING.has(install?.ecosystem.id ?? ecosystem ?? '') || BUILD_PROGRAMS.has(nameOf(part));
  }
  return role === 'unknown' && command.words.length > 0 && BUILD_PROGRAMS.has(nameOf(part));
}

function nameOf({ command }: RunPart): string {
  return commandOf(command)?.name ?? '';
}

function findingOf({ node, names }: Tools, builder: Node, build: RunPart): Finding {
  const command = `${shownCommand(builder, build.command)} (line ${builder.instruction.line})`;
  const layer = node.layer === undefined ? 'The image' : `Layer ${node.layer} of the image`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${layer} ships ${listedBriefly(names, 4, '')}, which ${command} builds with and a running program does not need. Build in a stage of its own and copy the result with COPY --from, or remove ${names.length === 1 ? 'it' : 'them'} in the same RUN.`,
    related: builder === node ? [] : [{ span: firstLineOf(builder), message: 'Builds with these tools.' }],
    key: 'build-tools',
  };
}
