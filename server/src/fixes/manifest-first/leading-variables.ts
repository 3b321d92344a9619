import type { Model } from '../../model/types.ts';
import type { LateInstall } from './early-copies.ts';

/**
 * Variables by which package managers, their runtimes and shells are told to read or write other files. Their values may lead
 * among the sources, in ways that are not followed here.
 */
const LEADING =
  /^(npm_config_(cafile|cert|key|cache|prefix|globalconfig|userconfig|node_options|script_shell|package_lock|store_dir|virtual_store_dir|modules_dir|lockfile_dir)|pnpm_config_.*(dir|file)|node_options|node_extra_ca_certs|node_path|ssl_cert_(file|dir)|requests_ca_bundle|curl_ca_bundle|bash_env|env|pip_(constraint|find_links|config_file|requirement|target|prefix|root|src|cert|build_constraint|editable)|uv_(find_links|constraint|build_constraint|override|config_file|project|env_file|cache_dir|working_directory)|pythonpath|pythonstartup|pythonhome|yarn_(rc_filename|cache_folder|install_state_path|plugins|yarn_path|ignore_path|.*_folder)|bun_install_.*|bun_config_.*)$/i;

/** A clause about the first such variable that an install sees with a value that is no absolute place outside; or undefined. */
export function leadingVariable(model: Model, installs: readonly LateInstall[]): string | undefined {
  for (const { node, part, directory } of installs) {
    for (const { name, value } of part.command.assignments) {
      if (LEADING.test(name) && mayLead(value?.text ?? '', directory.path)) {
        return `\`${name}\` may name files among the sources`;
      }
    }
    for (const name of variablesAbove(model, node.stage, node.index, directory.path)) {
      return `\`${name}\` may name files among the sources`;
    }
  }
  return undefined;
}

/** Names of leading variables that ENV and ARG set above a node, in its stage and in those that it is built from. */
function* variablesAbove(
  model: Model,
  wanted: number | undefined,
  end: number,
  directory: string,
): Generator<string> {
  let stage = wanted === undefined ? undefined : model.stages[wanted];
  let until = end;
  while (stage !== undefined) {
    for (const { detail } of model.nodes.slice(stage.first, until)) {
      for (const { name, value } of detail.kind === 'pairs' ? detail.pairs : []) {
        if (LEADING.test(name) && mayLead(value ?? '', directory)) {
          yield name;
        }
      }
    }
    const { base }: { base: (typeof stage)['base'] } = stage;
    stage = base.kind === 'stage' ? model.stages[base.stage] : undefined;
    until = stage?.end ?? 0;
  }
}

/** False for a value that is a plain word, a flag, an address or a place outside the install's directory. */
function mayLead(value: string, directory: string): boolean {
  return value.split(/[\s:;,=]+/).some((word) => {
    if (word === '' || word.startsWith('//')) {
      return false;
    }
    if (word.startsWith('/')) {
      return directory !== '/' && `${word}/`.startsWith(`${directory}/`);
    }
    return word.includes('/') || /\.\w+$/.test(word) || word.includes('$');
  });
}
