import { familiarName } from '../../model/familiar-name.ts';
import type { Base } from '../../model/types.ts';

/** Official images of languages and distributions: they set no variable and bring no file that a server reads. */
const PLAIN = new Set(
  [
    'almalinux alpine amazoncorretto amazonlinux archlinux buildpack-deps busybox centos clojure composer dart debian',
    'eclipse-temurin elixir erlang fedora golang gradle haskell jruby julia maven nginx node openjdk oraclelinux',
    'perl php pypy python r-base rockylinux ruby rust sapmachine swift ubuntu',
    'denoland/deno ghcr.io/astral-sh/uv nginxinc/nginx-unprivileged oven/bun',
  ].flatMap((line) => line.split(' ')),
);

/** True for an image that is known to bring no settings of servers. */
export function isPlainImage(name: string): boolean {
  const bare = familiarName(name);
  return PLAIN.has(bare) || /^(mcr\.microsoft\.com\/dotnet|gcr\.io\/distroless)\//.test(bare);
}

/** The same of where the lowest stage of a chain begins; nothing brings nothing. */
export function isPlainBase(base: Base | undefined): boolean {
  return (
    base?.kind === 'scratch' || (base?.kind === 'image' && base.name !== undefined && isPlainImage(base.name))
  );
}
