import { commandOf } from '../../../ecosystems/command.ts';
import type { RunPart } from '../../../ecosystems/run-part.ts';
import type { Ecosystem } from '../../../ecosystems/types.ts';

/** Programs that set up credentials, certificates and tools, without which a download may fail. */
const SETS_UP =
  /^(git|ssh|ssh-\w+|eval|source|\.|curl|wget|update-ca-\w+|keytool|certutil|gpg|rustup|sdk|nvm|asdf|mise|update-alternatives|gcloud|aws|az|vault)$/;

/** Programs that leave nothing behind which is read when something is fetched. */
const LOOKS = /^(mkdir|ls|pwd|test|\[|chmod|chown|id|whoami|date|uname|find|which|du|wc)$/;

/** A place outside of the sources where tools keep their settings. */
const SETTINGS_PLACE = /(^|[\s>"'=])(~|\$HOME|\$\{HOME\}|\/(root|home|etc|usr|opt)\b)/;

/** Words of a package manager that change nothing about what is fetched. */
const HARMLESS = /^(generate|fmt|format|clean|chef|version|--version|-v|-version|info|--info)$/;

/**
 * Whether a command that Strata can't read may be what lets a package manager fetch: it sets up credentials or tools, writes
 * settings outside of the sources, changes a manifest, or is a command of that package manager itself. `text` is the command's.
 */
export function mayPrepare(part: RunPart, text: string, ecosystem: Ecosystem): boolean {
  if (part.role !== 'unknown') {
    return false;
  }
  const read = commandOf(part.command);
  const name = read?.name ?? '';
  if (LOOKS.test(name)) {
    return false;
  }
  if (SETS_UP.test(name) || SETTINGS_PLACE.test(text)) {
    return true;
  }
  if (ecosystem.programs.includes(name)) {
    return !HARMLESS.test(read?.args[0]?.text ?? '');
  }
  return /^(cp|mv|ln|sed|awk|perl|echo|printf|cat|tee|rm|touch)$/.test(name)
    ? part.command.words.some((word) => ecosystem.isManifest(word.text))
    : false;
}

/** `git config --global …`: it needs no sources, and goes along with the download. */
export function isGitSetting(part: RunPart): boolean {
  const read = commandOf(part.command);
  const [verb, place] = read?.args ?? [];
  return (
    read?.name === 'git' &&
    verb?.text === 'config' &&
    (place?.text === '--global' || place?.text === '--system')
  );
}
