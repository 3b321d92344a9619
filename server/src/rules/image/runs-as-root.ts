import { code, shown } from '../../fixes/moving/words.ts';
import { familiarName } from '../../model/familiar-name.ts';
import { targetChain } from '../../model/target-chain.ts';
import { isWindowsImage } from '../../model/windows-image.ts';
import type { Node } from '../../model/types.ts';
import { firstLineOf } from '../first-line.ts';
import type { Finding, Rule } from '../types.ts';

const ID = 'image/runs-as-root';

/** Instructions that start nothing, whatever they say. */
const SILENT: ReadonlySet<string> = new Set(['EXPOSE', 'LABEL', 'MAINTAINER', 'STOPSIGNAL', 'VOLUME']);

/** A program that starts as root because nobody has said otherwise: USER of the image's configuration stays empty. */
export const runsAsRoot: Rule = {
  id: ID,
  summary: 'the final image starts its program as root, since nothing sets a user',
  defaultSeverity: 'hint',
  since: '0.1.0',
  sameAs: ['hadolint/DL3002'],
  overlooks: SILENT,
  check({ model }) {
    const chain = targetChain(model);
    const [target] = chain;
    const nodes = chain.flatMap(({ first, end }) => model.nodes.slice(first + 1, end).reverse());
    const start = nodes.find(({ instruction: { keyword } }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
    if (start === undefined || target === undefined || target.config.user !== undefined) {
      return [];
    }
    const { cmd = [], entrypoint = [] } = target.config;
    const base = chain[chain.length - 1]?.base;
    const name = base?.kind === 'scratch' ? 'scratch' : base?.kind === 'image' ? base.name : undefined;
    return name === undefined ||
      !startsAsRoot(name) ||
      startsWithRoot([...entrypoint, ...cmd].join(' ')) ||
      nodes.some(({ instruction }) => !SILENT.has(instruction.keyword) && changesUser(instruction.text)) ||
      nodes.some(({ instruction }) => instruction.keyword === 'USER')
      ? []
      : [findingOf(start, name)];
  },
  fixes: () => [],
};

/** Official images of Docker Hub for distributions and languages whose Dockerfiles set no USER. */
const OFFICIAL = new Set(
  [
    'almalinux alpine amazonlinux archlinux busybox centos debian fedora oraclelinux rockylinux ubuntu',
    'amazoncorretto buildpack-deps clojure dart eclipse-temurin elixir erlang gcc golang haskell julia maven',
    'node openjdk perl php pypy python ruby rust sapmachine swift',
  ].flatMap((line) => line.split(' ')),
);

/** Microsoft's images for .NET have a user beside root since version 8, and set it in chiseled and distroless ones alone. */
const OTHERS =
  /^(?:mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps|sdk)|gcr\.io\/distroless\/[\w-]+)(?:[:@].*)?$/;

/** What images that set a user say of themselves. */
const UNPRIVILEGED = ['nonroot', 'rootless', 'unprivileged', 'chiseled', '-distroless'];

function startsAsRoot(name: string): boolean {
  const isKnown = name === 'scratch' || OFFICIAL.has(familiarName(name)) || OTHERS.test(name);
  // Windows has no root.
  return isKnown && !UNPRIVILEGED.some((part) => name.includes(part)) && !isWindowsImage(name);
}

/** Programs that need root to start and give their work to other users, or leave that to a configuration of their own. */
const STARTS_AS_ROOT = [
  'apache2',
  'apache2-foreground',
  'apache2ctl',
  'apachectl',
  'cron',
  'crond',
  'dnsmasq',
  'dockerd',
  'dovecot',
  'haproxy',
  'httpd',
  'httpd-foreground',
  'init',
  'my_init',
  'named',
  'nginx',
  'openvpn',
  'php-fpm',
  'postfix',
  'runsvdir',
  's6-svscan',
  'smbd',
  'sshd',
  'supervisord',
  'systemd',
];

/** Also for a program that is told which user to become. */
function startsWithRoot(line: string): boolean {
  if (line.includes(' --user=') || line.includes(' --user ')) {
    return true;
  }
  const programs = STARTS_AS_ROOT.filter((name) => line.includes(name));
  return (
    programs.length > 0 &&
    line.split(/[\s;]+/).some((word) => programs.includes(word.slice(word.lastIndexOf('/') + 1)))
  );
}

/** Programs that change the user of what they start, wherever they are named. */
function changesUser(text: string): boolean {
  return NAMES.some((name) => text.includes(name)) && CHANGES_USER.test(text);
}

const NAMES = ['gosu', 'su-exec', 'setpriv', 'runuser', 'chpst', 's6-setuidgid', 'sudo'];
const CHANGES_USER = /\b(?:gosu|su-exec|setpriv|runuser|chpst|s6-setuidgid|sudo -u)\b/;

function findingOf(node: Node, base: string): Finding {
  const cause = base === 'scratch' ? 'nothing sets a user' : `no USER is set, and ${code(base)} sets none`;
  return {
    rule: ID,
    node: node.index,
    span: firstLineOf(node),
    message: `${shown(node)} (line ${node.instruction.line}) runs as root: ${cause}. Whoever takes over the program may change everything in the container. Set USER above it.`,
    related: [],
    key: 'root',
  };
}
