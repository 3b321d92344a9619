import { baseName } from '../../context/path-parts.ts';
import type { ContextQuery, Hazard } from '../types.ts';

/**
 * Keys of .npmrc that name a file or folder, or put a lock file elsewhere (npm and pnpm docs, config). `package-lock=false` does
 * neither: npm installs as it does with `--no-package-lock`. One lock file for a workspace is what pnpm makes anyway.
 */
const NPMRC =
  /^\s*(?:[^=\s]*:)?(cafile|cert|key|certfile|keyfile|cache|prefix|globalconfig|userconfig|node-options|script-shell|onload-script|store-dir|virtual-store-dir|modules-dir|lockfile-dir|shared-workspace-lockfile(?!\s*=\s*true\b)|pnpmfile|global-pnpmfile|offline-mirror)\s*=\s*(.*)$/;
const YARNRC =
  /^\s*"?(--install\.[\w-]+|--modules-folder|yarn-offline-mirror|yarn-path|cafile|cache-folder|[\w-]*folder)"?\s+(.*)$/;
const YARNRC_YML = /^\s*(?!yarnPath)(\w*(?:Path|Folder|FilePath))\s*:\s*(.*)$/;
const BUNFIG = /^\s*(cafile|globalDir|globalBinDir|dir|path|preload|lockfile|save)\s*=\s*(.*)$/;

const READERS: ReadonlyMap<string, RegExp> = new Map([
  ['.npmrc', NPMRC],
  ['.yarnrc', YARNRC],
  ['.yarnrc.yml', YARNRC_YML],
  ['bunfig.toml', BUNFIG],
]);

/**
 * Forbids a fix where a settings file names a place that may lie among the sources: what is read or written there is not
 * followed. Absolute places and addresses are no reason.
 */
export function judgeSettings(path: string, context: ContextQuery): Hazard | undefined {
  const reader = READERS.get(baseName(path));
  if (reader === undefined) {
    return undefined;
  }
  const text = context.text(path);
  if (text === undefined) {
    return { effect: 'none', reason: `${path} can't be read` };
  }
  for (const line of text.split(/\r?\n/)) {
    const [, key = '', value = ''] = reader.exec(line) ?? [];
    if (key !== '' && !/^["']?(\/|[a-z]+:\/\/)/.test(value)) {
      return { effect: 'none', reason: `${path} sets \`${key}\`` };
    }
  }
  return undefined;
}
