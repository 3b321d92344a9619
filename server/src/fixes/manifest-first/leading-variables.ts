import { variablesOf } from '../../ecosystems/command.ts';
import type { Model } from '../../model/types.ts';
import { valueAbove, variableNames } from '../../model/variables.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';
import type { LateInstall } from './types.ts';

/**
 * Variables by which package managers, their runtimes and shells are told to read or write other files. Their values may lead
 * among the sources, in ways that are not followed here.
 */
const LEADING =
  /^(npm_config_(cafile|cert|key|cache|prefix|globalconfig|userconfig|node_options|script_shell|package_lock|store_dir|virtual_store_dir|modules_dir|lockfile_dir)|pnpm_config_.*(dir|file)|node_options|node_extra_ca_certs|node_path|ssl_cert_(file|dir)|requests_ca_bundle|curl_ca_bundle|bash_env|env|pip_(constraint|find_links|config_file|requirement|target|prefix|root|src|cert|build_constraint|editable)|uv_(find_links|constraint|build_constraint|override|config_file|project|env_file|cache_dir|working_directory)|pipenv_pipfile|condarc|r_profile(_user)?|r_environ(_user)?|renv_project|pythonpath|pythonstartup|pythonhome|yarn_(rc_filename|cache_folder|install_state_path|plugins|yarn_path|ignore_path|.*_folder)|bun_install_.*|bun_config_.*)$/i;

/** Variables whose value is a file or folder itself, relative to the project if it is no absolute path. */
const PLACES =
  /^(composer|composer_(vendor_dir|bin_dir|home|cache_dir)|bundle_(gemfile|path|app_config|cache_path)|gem_home|mix_(exs|deps_path|build_path|build_root|archives|home)|hex_home|rebar_(config|cache_dir|base_dir)|stack_(yaml|work|root)|cabal_(dir|config)|pub_cache|deno_dir|gopath|gomodcache|gocache|gowork|cargo_(home|target_dir)|gradle_user_home|nuget_packages|pipenv_pipfile|uv_project_environment|poetry_(home|cache_dir|virtualenvs_path)|pdm_(project|cache_dir|venv_location)|renv_paths_\w+|renv_config_file|julia_(depot_path|project)|perl5lib|perl_local_lib_root|perl_carton_path|r_libs|r_libs_user)$/i;

/** True for a variable whose value is a file or folder, or holds some, also where that is a plain word: `PIP_FIND_LINKS=wheels`. */
export function isPlaceName(name: string): boolean {
  return LEADING.test(name) || PLACES.test(name);
}

/** A clause about the first such variable that an install sees with a value that is no absolute place outside; or undefined. */
export function leadingVariable(model: Model, installs: readonly LateInstall[]): string | undefined {
  for (const { node, part, directory } of installs) {
    const own = variablesOf(part.command);
    const found = [...own.keys(), ...leadingNames(model)].find((name) =>
      leads(name, own.get(name) ?? valueAbove(model, node, name) ?? '', directory.path),
    );
    if (found !== undefined) {
      return `\`${found}\` may name files among the sources`;
    }
  }
  return undefined;
}

const leadingNames = rememberedWith((model: Model) => variableNames(model).filter(isPlaceName));

function leads(name: string, value: string, directory: string): boolean {
  return (
    (LEADING.test(name) && mayLead(value, directory)) ||
    // `off` switches a workspace of Go off, and `.venv` is where uv puts its environment anyway.
    (PLACES.test(name) &&
      value !== 'off' &&
      value !== '.venv' &&
      (mayLead(value, directory) || /^[^/\s]/.test(value)))
  );
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
