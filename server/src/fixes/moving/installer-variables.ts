import type { Model, Node } from '../../model/types.ts';
import { valueAbove, variableNames } from '../../model/variables.ts';
import { isWithin } from '../../ecosystems/paths.ts';
import { mayCallXx, READ_BY_XX } from '../../ecosystems/system/xx.ts';
import { namedVariables } from '../../syntax/named-variables.ts';
import { rememberedWith } from '../../syntax/remembered-with.ts';

/** Variables that package managers, what they run, and shells read (domain.md 6.2, "no ENV/ARG/SHELL in between used by it"). */
const READ =
  /^(.*_proxy|no_proxy|path|home|shell|user|logname|lang|language|lc_.*|tz|term|tmpdir|temp|tmp|ci|env|bash_env|prefix|debian_.*|debconf_.*|apt_.*|dpkg_.*|needrestart_.*|ucf_.*|accept_eula|pip_.*|uv_.*|python.*|virtual_env|conda.*|mamba.*|npm_.*|node.*|yarn_.*|pnpm_.*|bun_.*|corepack_.*|gem_.*|gemrc|bundle_.*|ruby.*|go.*|cgo_.*|cargo.*|rust.*|composer_.*|php_.*|ipe_.*|dotnet_.*|nuget_.*|restore\w+|perl.*|julia.*|r_.*|java_.*|jdk_.*|maven_.*|mvn_.*|gradle_.*|cc|cxx|cpp|ld|ar|[a-z]*flags|makeflags|pkg_config.*|ld_.*|ssl_.*|curl_.*|requests_.*|git_.*|netrc|openssl_.*|xdg_.*|http_.*|https_.*|ftp_.*|playwright_.*|puppeteer_.*|electron_.*|cypress_.*|sharp_.*|sentrycli_.*|chromedriver_.*)$/i;

/** Variables that say where programs are taken from or packages are put. */
const PLACES =
  /^(path|home|pip_(target|prefix|root|src|constraint|find_links|config_file|requirement|editable)|pythonuserbase|pythonpath|virtual_env|conda_prefix|(npm|pnpm)_config_(prefix|cache|userconfig|globalconfig|store_dir)|pnpm_home|yarn_(global_folder|cache_folder|prefix)|bun_install.*|gem_home|gem_path|bundle_path|bundle_app_config|gopath|gobin|gomodcache|gocache|cargo_home|cargo_install_root|rustup_home|composer_home|dotnet_cli_home|node_path|node_options|node_extra_ca_certs|ssl_cert_file|ssl_cert_dir|requests_ca_bundle|curl_ca_bundle|ld_library_path|ld_preload|xdg_.*|uv_(tool_dir|tool_bin_dir|cache_dir|project_environment|config_file|find_links|constraint))$/i;

/** True for a variable that package managers, what they run, or shells read. */
export function isReadName(name: string): boolean {
  return READ.test(name);
}

/** True for a variable that a RUN which installs packages may be changed by. */
export function isReadBy(name: string, { instruction: { text } }: Node): boolean {
  return isReadName(name) || namedVariables(text).has(name) || (mayCallXx(text) && READ_BY_XX.test(name));
}

/** The first variable whose value above a node leads into one of these folders of the image, or undefined. */
export function leadingInto(model: Model, node: Node, folders: readonly string[]): string | undefined {
  return placesSetIn(model).find((name) =>
    (valueAbove(model, node, name) ?? '').split(/[:\s=,]+/).some((one) => leads(one, folders)),
  );
}

const placesSetIn = rememberedWith((model: Model) =>
  variableNames(model).filter((name) => PLACES.test(name)),
);

function leads(value: string, folders: readonly string[]): boolean {
  if (value.startsWith('/')) {
    return folders.some((folder) => folder !== '/' && isWithin(value, folder));
  }
  return /^\.{1,2}(\/|$)|^[\w.-]+\/[\w./-]*$/.test(value);
}
