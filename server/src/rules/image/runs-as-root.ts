import { familiarName } from '../../model/familiar-name.ts';
import { targetChain } from '../../model/target-chain.ts';
import { isWindowsStage } from '../../model/windows-stage.ts';
import type { Model, Node } from '../../model/types.ts';
import { parsedOf } from '../../syntax/instruction.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';
import { ofEachImage } from '../of-each-image.ts';
import { entryScripts } from './entry-scripts.ts';
import { isInit } from './init-program.ts';
import { rootMessage } from './root-words.ts';
import { togetherByStage } from './shared-roots.ts';
import { startsNothing } from './starts-nothing.ts';
import { becomesUser, changesUser, isUserVariable, scriptHandsOver, startsWithRoot } from './user-change.ts';

const ID = 'image/runs-as-root';

/** Instructions that start nothing, whatever they say. */
const SILENT: ReadonlySet<string> = new Set(['EXPOSE', 'LABEL', 'MAINTAINER', 'STOPSIGNAL', 'VOLUME']);

/** A program that starts as root because nobody has said otherwise: USER of the image's configuration stays empty. */
export const runsAsRoot: Rule = ofEachImage({
  id: ID,
  summary: 'the final image starts its program as root, since nothing sets a user',
  defaultSeverity: 'hint',
  since: '0.1.0',
  needs: ['context'],
  sameAs: ['hadolint/DL3002'],
  overlooks: SILENT,
  check({ model, context }) {
    const chain = targetChain(model);
    const [target] = chain;
    const nodes = chain.flatMap(({ first, end }) => model.nodes.slice(first + 1, end).reverse());
    if (target === undefined || target.config.user !== undefined) {
      return [];
    }
    const { cmd = [], entrypoint = [], env } = target.config;
    // What CMD says are arguments where an ENTRYPOINT stands, and an empty list starts nothing.
    const isCommand = cmd.length > 0 && (entrypoint.length === 0 || isInit(entrypoint));
    const starting = isCommand ? 'CMD' : entrypoint.length > 0 ? 'ENTRYPOINT' : undefined;
    const start = nodes.find(({ instruction: { keyword } }) => keyword === starting);
    const base = chain[chain.length - 1]?.base;
    const name = base?.kind === 'scratch' ? 'scratch' : base?.kind === 'image' ? base.name : undefined;
    return start === undefined ||
      name === undefined ||
      // What stands in place of the image has a user of its own.
      model.options.contexts?.has(name) === true ||
      !startsAsRoot(name) ||
      startsWithRoot([...entrypoint, ...cmd].join(' ')) ||
      startsNothing(entrypoint, cmd) ||
      // Windows has no root.
      isWindowsStage(model, target) ||
      env.some(isUserVariable) ||
      nodes.some((node) => handsOver(model, node)) ||
      nodes.some(({ instruction }) => instruction.keyword === 'USER') ||
      entryScripts(model, context, target).some(scriptHandsOver)
      ? []
      : [findingOf(model, start)];
  },
  together: togetherByStage,
  fixes: () => [],
});

/** Official images of Docker Hub for distributions and languages whose Dockerfiles set no USER. */
const OFFICIAL = new Set(
  [
    'almalinux alpine amazonlinux archlinux busybox centos debian fedora oraclelinux rockylinux ubuntu',
    'amazoncorretto buildpack-deps clojure dart eclipse-temurin elixir erlang gcc golang haskell julia maven',
    'node openjdk perl php pypy python ruby rust sapmachine swift',
  ].flatMap((line) => line.split(' ')),
);

/** Images of the projects themselves on Docker Hub, which make a user (`bun`, `deno`) and leave setting it to others. */
const PROJECTS = new Set(['oven/bun', 'denoland/deno']);

/** Microsoft's images for .NET have a user beside root since version 8, and set it in chiseled and distroless ones alone. */
const OTHERS =
  /^(?:mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps|sdk)|gcr\.io\/distroless\/[\w-]+)(?:[:@].*)?$/;

/** What images that set a user say of themselves. */
const UNPRIVILEGED = ['nonroot', 'rootless', 'unprivileged', 'chiseled', '-distroless'];

function startsAsRoot(name: string): boolean {
  const familiar = familiarName(name);
  const isKnown = name === 'scratch' || OFFICIAL.has(familiar) || PROJECTS.has(familiar) || OTHERS.test(name);
  return isKnown && !UNPRIVILEGED.some((part) => name.includes(part));
}

/** Whether an instruction names what changes the user, or writes a script that does. */
function handsOver({ file }: Model, { instruction }: Node): boolean {
  const { keyword, text } = instruction;
  return (
    !SILENT.has(keyword) &&
    (changesUser(text) ||
      ((keyword === 'COPY' || keyword === 'ADD') &&
        text.includes('<<') &&
        parsedOf(file, instruction).heredocs.some(({ content }) => becomesUser(content))))
  );
}

function findingOf(model: Model, node: Node): Finding {
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: rootMessage(model, node),
    related: [],
    key: 'root',
  };
}
