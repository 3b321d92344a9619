import { memberAt, members } from '../../formats/members.ts';
import type { Collector } from '../collector.ts';
import { joinPath } from '../paths.ts';
import { calledNames, splitCode } from '../code-statements.ts';

/**
 * Takes what `renv::restore()` reads in a project: the lock, and what R itself runs when it starts there: .Rprofile, which loads
 * renv/activate.R with renv's settings (renv's vignette docker.Rmd).
 */
export function takeRenv(found: Collector, lock: string): void {
  found.require(lock);
  found.take('renv/activate.R', 'renv/settings.json', 'renv/settings.dcf', 'renv/cellar', 'renv/local');
  found.take('DESCRIPTION');
  takeProfile(found);
  found.writes('renv/library');
  found.writes('renv/staging');
  readLock(found, joinPath(found.folder, lock));
}

/** Takes .Rprofile and .Renviron, which every R that starts in the folder reads, with the files that the profile runs. */
export function takeProfile(found: Collector): void {
  found.take('.Renviron');
  if (!found.take('.Rprofile')) {
    return;
  }
  const path = joinPath(found.folder, '.Rprofile');
  const text = found.context.text(path);
  if (text === undefined) {
    found.review(`${path} may read more files`);
    return;
  }
  for (const statement of splitCode(text, ';\n')) {
    const sourced = [...statement.matchAll(/\bsource\s*\(\s*(["'])([^"']+)\1/g)].map(
      ([, , file]) => file ?? '',
    );
    for (const file of sourced) {
      const isThere = found.take(file);
      if (file !== 'renv/activate.R' && (isThere || /^(~|\/)/.test(file))) {
        found.review(`${path} runs ${file}`);
      }
    }
    const reads = calledNames(statement).some((name) => READS.test(name));
    if (reads || (SOURCES.test(statement) && sourced.length === 0)) {
      found.review(`${path} may read more files`);
    }
  }
}

const SOURCES = /\bsource\s*\(/;

/** Calls that read files. */
const READS =
  /^(sys\.source|readLines|readRDS|read\.\w+|load|scan|file|readRenviron|yaml::read_yaml|jsonlite::\w+|devtools::load_all|pkgload::load_all|list\.files|dir)$/;

/** Packages of the lock that come from files of the project. */
function readLock(found: Collector, path: string): void {
  const value = found.context.json(path);
  if (members(value) === undefined) {
    found.review(`${path} may name local packages`);
    return;
  }
  for (const [name, record] of members(memberAt(value, 'Packages')) ?? []) {
    if (memberAt(record, 'Source') === 'Local' || memberAt(record, 'RemoteType') === 'local') {
      found.refuse(`\`${name}\` of ${path} is a local package`);
    }
  }
}
