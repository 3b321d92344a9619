import { baseName } from '../../context/path-parts.ts';
import { collect, takeLock } from '../collector.ts';
import { isSet, readOptions } from '../options.ts';
import { joinPath } from '../paths.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';

/** rebar3, of Erlang (domain.md section 4, row 23). */
export const rebar3: Ecosystem = {
  id: 'rebar3',
  docs: {
    rows: [23],
    title: 'rebar3 (Erlang)',
    commands: ['rebar3 get-deps', 'rebar3 as prod release'],
    fix: 'Copies rebar.config and rebar.lock first, and adds `rebar3 get-deps` in front of the sources where a command builds these.',
  },
  caches: [{ target: '~/.cache/rebar3' }],
  uncached: [],
  family: 'rebar3',
  programs: ['rebar3'],
  usualManifests: ['rebar.config', 'rebar.lock'],
  isManifest: (path) => MANIFESTS.has(baseName(path)),
  read,
  inputs,
};

const MANIFESTS = new Set(['rebar.config', 'rebar.lock', 'rebar.config.script']);

/** Tasks that fetch dependencies on their way and build the sources (rebar3's docs, commands). */
const BUILD = new Set(['compile', 'release', 'tar', 'escriptize', 'eunit', 'ct', 'dialyzer', 'xref']);

function read({ name, args, env }: Command): CommandRole | undefined {
  const line = readOptions(args, new Set(['-n', '-v', '-d', '--relname', '-o', '--output-dir']));
  if (name !== 'rebar3' || !line.literal) {
    return undefined;
  }
  const isAs = line.operands[0] === 'as';
  const [verb, ...rest] = isAs ? line.operands.slice(2) : line.operands;
  if (!isAs && (verb === 'update' || verb === 'version') && rest.length === 0) {
    return { kind: 'companion' };
  }
  const isFetch = verb === 'get-deps' && rest.length === 0;
  const isDependencies = verb === 'compile' && isSet(line, '--deps_only', '-d');
  if (!isFetch && !BUILD.has(verb ?? '')) {
    return undefined;
  }
  const odd = ['REBAR_CONFIG', 'REBAR_BASE_DIR', 'REBAR_CHECKOUTS_DIR'].find((one) => env.has(one));
  return {
    kind: 'install',
    install: {
      ecosystem: rebar3,
      directory: '',
      manifests: ['rebar.config'],
      optional: [],
      subject: '',
      frozen: false,
      scripts: false,
      obstacle: odd === undefined ? undefined : `\`${odd}\` leads elsewhere`,
      ...(isFetch || isDependencies
        ? {}
        : { downloadOnly: `rebar3${isAs ? ` as ${line.operands[1] ?? ''}` : ''} get-deps` }),
    },
  };
}

function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const path = joinPath(folder, 'rebar.config');
  const text = context.text(path);
  found.require('rebar.config');
  takeLock(found, {
    names: ['rebar.lock'],
    command: 'rebar3',
    rewrites: install.downloadOnly === undefined,
  });
  if (text === undefined) {
    found.refuse(`${path} can't be read`);
  }
  const plain = (text ?? '').replace(/%.*$/gm, '');
  if (
    /\b(pre_hooks|post_hooks|provider_hooks)\b/.test(plain) &&
    /get-deps|install_deps|\block\b/.test(plain)
  ) {
    found.refuse(`${path} has hooks of the step that fetches`);
  }
  if (/\{\s*(git|hg|path)\s*,\s*"(file:|\.{1,2}\/|\/)/.test(plain)) {
    found.refuse(`${path} names a local dependency`);
  }
  if (found.take('rebar.config.script')) {
    found.review(`${joinPath(folder, 'rebar.config.script')} may read more files`);
  }
  if (context.has(joinPath(folder, '_checkouts')) !== 'no') {
    found.refuse('dependencies lie among the sources in _checkouts');
  }
  found.writes('_build');
  const { downloadOnly } = install;
  return found.result(
    downloadOnly === undefined ? {} : { download: { command: downloadOnly, review: undefined } },
  );
}
