import { collect, type Collector } from '../collector.ts';
import { joinPath } from '../paths.ts';
import type { ContextQuery, Install, InstallInputs } from '../types.ts';

/**
 * What `cpanm --installdeps .` reads: cpanfile where there is one, which makes it skip configuring the distribution
 * (Menlo::CLI::Compat, `configure_this`), and its metadata. Without one, Makefile.PL or Build.PL is run, which reads sources.
 */
export function cpanInputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const [named] = install.manifests;
  const file = named ?? 'cpanfile';
  if (named !== undefined || context.has(joinPath(folder, file)) === 'yes') {
    found.require(file);
    found.take('META.json', 'META.yml', 'Build.PL');
    readCpanfile(found, joinPath(folder, file));
  } else {
    const script = ['Makefile.PL', 'Build.PL'].find((one) => found.take(one));
    found.refuse(
      `${script === undefined ? 'the metadata of the distribution' : joinPath(folder, script)} may read the sources`,
    );
  }
  found.take(...install.optional);
  for (const place of install.writes ?? []) {
    found.writes(place);
    if (context.has(joinPath(folder, place)) !== 'no' && place !== 'local') {
      found.review(`${place} also holds files of the context`);
    }
  }
  return found.result();
}

/** What a cpanfile says (Module::CPANfile): requirements by phase, and mirrors. */
const STATEMENT =
  /^(\}?\s*(?:;\s*)?$|\}|\w+\s*=>|on\b|feature\b|(configure_|build_|test_|author_|runtime_)?(requires|recommends|suggests|conflicts)\b|author_requires\b|mirror\b|osname\b|perl\b|(dist|git|url|mirror|ref|commit)\s*=>|['"][\w:.<>=!, -]*['"],?|use (strict|warnings|utf8|feature)\b|no warnings\b|1;$|\)|\()/;

/** Code that reads files or runs programs. */
const READS =
  /\b(do|require|open|eval|system|exec|qx|slurp|glob|readpipe|opendir)\b\s*[("'{$<]|`|-[efd]\s+['"$]|file:\/\//;

function readCpanfile(found: Collector, path: string): void {
  const text = found.context.text(path);
  if (text === undefined) {
    if (found.context.has(path) !== 'no') {
      found.refuse(`${path} can't be read`);
    }
    return;
  }
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (/^__(END|DATA)__$/.test(line)) {
      return;
    }
    if (READS.test(line) && !/^requires\b/.test(line)) {
      found.refuse(`${path} has the line \`${line}\``);
    } else if (line !== '' && !STATEMENT.test(line)) {
      found.review(`${path} may read more files`);
    }
  }
}
