import type { ContextSnapshot } from '../../context/types.ts';
import { commandOf } from '../../ecosystems/command.ts';
import type { Model } from '../../model/types.ts';
import { valueAbove } from '../../model/variables.ts';
import { firstOf } from '../first-of.ts';
import type { CopyStep, ImagePath } from '../moving/copy-step.ts';
import { imagePathOf, lastDelivery, liesIn } from '../moving/image-paths.ts';
import { runUser } from '../moving/run-user.ts';
import { bringsPath, toldPaths, type ToldPath } from '../moving/told-paths.ts';
import { isPlaceName } from './leading-variables.ts';
import type { LateInstall } from './types.ts';

/** Installs, and the copies of what they are to run above. */
export interface ToldQuestion {
  readonly installs: readonly LateInstall[];
  readonly below: readonly CopyStep[];
}

/**
 * Why installs can't run above copies, as a clause: they use something that only these bring, and that is no manifest. It is named by an
 * option or a variable, lies in the home folder, where tools look for settings, or is a program that is found by PATH.
 */
export function toldFile(model: Model, context: ContextSnapshot, question: ToldQuestion): string | undefined {
  return firstOf(
    question.installs,
    (install) =>
      namedFile(model, context, install, question) ??
      homeFile(model, context, install, question) ??
      programOnPath(model, context, install, question),
  );
}

/** What an option or a variable leads to. */
function namedFile(
  model: Model,
  context: ContextSnapshot,
  { node, part, inputs }: LateInstall,
  { installs, below }: ToldQuestion,
): string | undefined {
  const isMeant = ({ value, path, variable }: ToldPath): boolean =>
    variable === undefined
      ? // A step that is added in front has words of its own; folders are known to those who read the install.
        inputs?.download === undefined && lastDelivery(below, path, context) !== undefined
      : !ELSEWHERE.test(variable) &&
        (isPlaceName(variable) || /[./]/.test(value)) &&
        below.some((step) => bringsPath(step, path, context));
  const found = toldPaths(model, node, part).find(
    (one) => isMeant(one) && !installs.some((install) => isInput(install, one.path)),
  );
  return found && `the install uses ${found.value}, which is copied with the sources`;
}

/** Variables of these names are looked at on their own, or are meant for the program that is installed for. */
const ELSEWHERE = /^(path|home|node_config.*|google_.*)$/i;

/** Whether something is a manifest of an install, or a part of one: it is copied first, too. */
function isInput({ inputs, folder, root }: LateInstall, path: ImagePath): boolean {
  return (inputs?.inputs ?? []).some((one) => liesIn(path, imagePathOf(one.path, folder ?? '', root)));
}

/** What lands in the home folder of who installs, by a name under which tools look for settings there. */
function homeFile(
  model: Model,
  context: ContextSnapshot,
  { node }: LateInstall,
  { installs, below }: ToldQuestion,
): string | undefined {
  const home = runUser(model, node)?.home;
  const found =
    home === undefined
      ? undefined
      : SETTINGS_AT_HOME.find((name) => {
          const path = { path: `${home === '/' ? '' : home}/${name}`, anchored: true };
          return (
            below.some((step) => bringsPath(step, path, context)) &&
            !installs.some((install) => isInput(install, path))
          );
        });
  return found && `${found} lands in the home folder, where tools that install read it`;
}

const SETTINGS_AT_HOME: readonly string[] = [
  '.netrc',
  '.gitconfig',
  '.git-credentials',
  '.ssh',
  '.curlrc',
  '.wgetrc',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.pip',
  '.condarc',
  '.gemrc',
  '.bundle',
  '.composer',
  '.nuget',
  '.cargo/config.toml',
  '.cargo/credentials.toml',
  '.gradle/gradle.properties',
  '.gradle/init.gradle',
  '.m2/settings.xml',
  '.config/composer',
  '.config/git',
  '.config/NuGet',
  '.config/pip',
  '.config/pypoetry',
  '.config/uv',
];

/** A program of an install, or of what it builds, that lies among the sources in a folder of PATH. */
function programOnPath(
  model: Model,
  context: ContextSnapshot,
  { node, part }: LateInstall,
  { below }: ToldQuestion,
): string | undefined {
  const folders = (valueAbove(model, node, 'PATH') ?? '').split(':').filter((one) => one.startsWith('/'));
  const name = commandOf(part.command)?.name;
  const programs = [...(name === undefined ? [] : [name]), ...HELPERS];
  const found = firstOf(folders, (folder) => {
    const home = { path: folder.replace(/\/$/, ''), anchored: true };
    return below.some((step) => bringsPath(step, home, context))
      ? firstOf(programs, (program) => {
          const path = `${home.path}/${program}`;
          return lastDelivery(below, { path, anchored: true }, context) && path;
        })
      : undefined;
  });
  return found && `${found} is found by PATH, and copied with the sources`;
}

/** Programs that package managers call, and that build scripts of packages do. */
const HELPERS = 'sh bash git ssh node python python3 perl ruby gcc g++ cc c++ make cmake pkg-config'.split(
  ' ',
);
