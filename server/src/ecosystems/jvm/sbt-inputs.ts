import { baseName } from '../../context/path-parts.ts';
import { collect, type Collector } from '../collector.ts';
import { isOutside, joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';
import { withoutComments } from './gradle-settings.ts';
import { takeWrapper } from './wrapper.ts';

/** Calls by which a build definition reads files. */
const READS = /\bIO\.(?:read|readLines|load)\b|\bSource\.from|\bFiles\.(?:read|lines)|\bload\s{0,4}\(/;

/**
 * What `sbt update` reads: the definition of the build, which is every `*.sbt` in the root folder and all that lies in `project`
 * (scala-sbt.org, "Organizing the build"), and `build.sbt` of the projects that it names. Of the install, `downloadOnly` is what the
 * command in front is called with.
 */
export function sbtInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect('', context);
  const { script, downloadOnly: kept } = install;
  const program = script === undefined ? 'sbt' : takeWrapper(found, folder, script);
  const main = joinPath(folder, 'build.sbt');
  found.require(main);
  for (const path of context.files(folder)) {
    if (path.endsWith('.sbt')) {
      found.take(path);
    }
  }
  found.take(joinPath(folder, '.sbtopts'), joinPath(folder, '.jvmopts'));
  takeDefinition(found, joinPath(folder, 'project'));
  takeDefinition(found, joinPath(folder, 'project/project'));
  const text = context.text(main);
  if (text === undefined) {
    found.refuse(`${main} can't be read`);
  } else {
    judgeBuild(found, { folder, path: main, text: withoutComments(text) });
  }
  if (kept === undefined) {
    found.review('the build definition may read more files');
    for (const place of ['target', 'project/target', 'project/project']) {
      if (place !== 'project/project') {
        found.writes(joinPath(folder, place), '**/target');
      }
    }
  }
  return found.result({
    units: [main],
    download:
      kept === undefined
        ? undefined
        : {
            command: [program ?? 'sbt', ...known(found, main, kept)].join(' '),
            review: undefined,
          },
  });
}

/** Words of the command in front, those of projects checked against the definition. */
function known(found: Collector, main: string, words: string): readonly string[] {
  const text = withoutComments(found.context.text(main) ?? '');
  const updates = new Set<string>();
  const options: string[] = [];
  for (const word of words.split(' ')) {
    const [, project] = /^([\w-]+)\/update$/.exec(word) ?? [];
    if (word === 'update') {
      updates.add(word);
    } else if (project === undefined) {
      options.push(word);
    } else if (namesProject(text, project)) {
      updates.add(word);
    } else {
      // Configurations of the project in the folder, such as `Test`, are all resolved by one command.
      updates.add('update');
      if (!/^[A-Z]/.test(project)) {
        found.refuse(`${main} names no project \`${project}\``);
      }
    }
  }
  return [...options, ...updates];
}

/** Whether a definition has a project of this name: `lazy val a = project`, `Project("a", …)`. */
function namesProject(text: string, name: string): boolean {
  return new RegExp(
    `\\bval\\s{1,4}(?:${name}\\b|\`${name}\`)|\\bProject\\(\\s{0,4}(?:id\\s{0,4}=\\s{0,4})?"${name}"`,
  ).test(text);
}

function takeDefinition(found: Collector, folder: string): void {
  for (const path of found.context.files(folder)) {
    if (/\.(sbt|scala|properties)$/.test(path)) {
      found.take(path);
    }
  }
}

function judgeBuild(
  found: Collector,
  { folder, path, text }: { readonly folder: string; readonly path: string; readonly text: string },
): void {
  if (READS.test(text)) {
    found.refuse(`${path} reads files`);
  }
  if (/["']git["']|\bgit (?:describe|rev-parse|log)\b/.test(text)) {
    found.refuse(`${path} asks git`);
  }
  if (/\b(?:ProjectRef|RootProject)\s{0,4}\(/.test(text)) {
    found.refuse(`${path} refers to another build`);
  }
  const named = [...text.matchAll(/\bfile\(\s{0,4}"([\w./-]{1,200})"/g)].map(([, name = '']) => name);
  const plain = [...text.matchAll(/\bval\s{1,4}`?([\w-]{1,100})`?\s{0,4}=\s{0,4}\(?\s{0,4}project\b/g)].map(
    ([, name = '']) => name,
  );
  for (const name of new Set([...named, ...plain])) {
    const place = joinPath(folder, name);
    if (isOutside(place)) {
      found.refuse(`${path} names \`${name}\``);
    } else if (found.context.isFolder(place)) {
      for (const one of found.context.files(place)) {
        if (baseName(one).endsWith('.sbt')) {
          found.take(one);
        }
      }
    }
  }
}
