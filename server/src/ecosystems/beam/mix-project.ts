import { collect, takeLock, type Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { takeConfiguration, withoutRemarks } from './mix-configuration.ts';

/**
 * What `mix deps.get` and `mix deps.compile` read: mix.exs, mix.lock, the mix.exs of an umbrella's applications and of local
 * dependencies, and for compiling the configuration. A mix.exs is a program; forms that may read other files forbid a fix.
 */
export function mixInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  found.require('mix.exs');
  takeLock(found, {
    names: ['mix.lock'],
    command: 'mix deps.get',
    rewrites: !install.frozen && install.downloadOnly === undefined,
  });
  readMixFile(found, joinPath(folder, 'mix.exs'), '');
  if (install.optional.includes('config')) {
    takeConfiguration(found, install.environment ?? '');
    if (/\bapps_path:/.test(context.text(joinPath(folder, 'mix.exs')) ?? '')) {
      found.review('the configuration may import that of the applications');
    }
  }
  found.writes('deps');
  found.writes('_build');
  const { downloadOnly } = install;
  return found.result(
    downloadOnly === undefined ? {} : { download: { command: downloadOnly, review: undefined } },
  );
}

/** Options of a project that place what Mix writes or reads elsewhere; in an umbrella's application they lead to its root. */
const PLACES = /\b(deps_path|build_path|lockfile|config_path|apps_path):\s*(?:["']([^"'#]*)["'])?/g;

/** Notes what a mix.exs names; `inside` is the folder of an umbrella's application, relative to the project. */
function readMixFile(found: Collector, path: string, inside: string): void {
  const raw = found.context.text(path);
  if (raw === undefined) {
    if (found.context.has(path) !== 'no') {
      found.refuse(`${path} can't be read`);
    }
    return;
  }
  const text = withoutRemarks(raw);
  for (const [, option = '', value] of text.matchAll(PLACES)) {
    if (option === 'apps_path' && inside === '') {
      readUmbrella(found, value);
    } else if (inside === '') {
      found.refuse(`${path} sets \`${option}\``);
    }
  }
  for (const [, value] of text.matchAll(/(?<![\w_])path:\s*(?:["']([^"'#]*)["'])?/g)) {
    if (value === undefined) {
      found.refuse(`${path} names a local dependency that can't be told`);
    } else {
      found.local(`${inside === '' ? '' : `${inside}/`}${value}`, 'a dependency of mix.exs');
    }
  }
  readFiles(found, { path, text, inside });
}

interface MixFile {
  readonly path: string;
  readonly text: string;
  readonly inside: string;
}

/** `File.read!("VERSION")` is followed, since many projects keep their version so; anything else that reads is not. */
function readFiles(found: Collector, { path, text, inside }: MixFile): void {
  const literal =
    /\bFile\.(read!?|exists\?)\s*(?:\(\s*)?(?:"([^"#]+)"|Path\.(?:join|expand)\(\s*(?:\[\s*)?(?:__DIR__\s*,\s*"([^"#]+)"|"([^"#]+)"\s*,\s*__DIR__)\s*(?:\]\s*)?\))/g;
  const rest = text.replace(literal, (_, verb: string, ...names: (string | undefined)[]) => {
    const name = names.slice(0, 3).find((one) => one !== undefined) ?? '';
    const own = `${inside === '' ? '' : `${inside}/`}${name}`;
    if (verb.startsWith('read')) {
      found.require(own);
    } else {
      found.take(own);
    }
    return '""';
  });
  const odd = /\b(?:File|Code|System\.(?:cmd|shell)|Path\.wildcard|Mix\.install)\.?\w*|:os\.cmd|:file\.\w+/g;
  for (const [call] of rest.matchAll(odd)) {
    if (/\.\w/.test(call) && !call.startsWith('Code.ensure_')) {
      found.refuse(`${path} calls \`${call}\``);
      return;
    }
  }
  if (/["']deps\.get["']:/.test(rest)) {
    found.refuse(`${path} gives \`deps.get\` another meaning`);
  }
}

function readUmbrella(found: Collector, apps: string | undefined): void {
  const { context, folder } = found;
  const root = apps === undefined ? undefined : joinPath(folder, apps);
  if (root === undefined || isOutside(root) || !context.isListed(root)) {
    found.refuse('the applications of the umbrella are not all known');
    return;
  }
  for (const app of context.folders(root)) {
    const path = joinPath(app, 'mix.exs');
    const has = context.has(path);
    if (has === 'unknown') {
      found.refuse(`the contents of ${app} are not known`);
    } else if (has === 'yes') {
      found.add({ path, kind: 'file' });
      readMixFile(found, path, folder === '' ? app : app.slice(folder.length + 1));
    }
  }
}
