import { baseName, parentPath } from '../../context/path-parts.ts';
import { collect, type Collector } from '../collector.ts';
import { readOptions, unbundled } from '../options.ts';
import { joinPath } from '../paths.ts';
import { settledValues } from '../repeated-words.ts';
import type { Command, CommandRole, ContextQuery, Ecosystem, Install, InstallInputs } from '../types.ts';
import { rCommand } from './r-command.ts';
import { readRCode } from './r-code.ts';
import { takeProfile, takeRenv } from './renv-inputs.ts';

/** R packages by name, by DESCRIPTION, and by a script that lists them (domain.md section 4, row 34). */
export const rPackages: Ecosystem = {
  id: 'r-packages',
  docs: {
    rows: [34],
    title: 'R packages',
    commands: [
      'install2.r shiny',
      `Rscript -e 'install.packages("shiny")'`,
      `Rscript -e 'remotes::install_deps()'`,
      `R -e 'pak::local_install_deps()'`,
      'Rscript install_packages.R',
    ],
    fix: 'Copies DESCRIPTION, or the script that installs, first; packages by name go above the sources.',
  },
  caches: [],
  uncached: [],
  family: 'r',
  programs: [
    'R',
    'Rscript',
    'r',
    'littler',
    'install2.r',
    'install.r',
    'installGithub.r',
    'installBioc.r',
    'installDeps.r',
  ],
  usualManifests: ['DESCRIPTION'],
  isManifest: (path) =>
    baseName(path) === 'DESCRIPTION' || (SCRIPT.test(baseName(path)) && path.endsWith('.R')),
  read,
  inputs,
};

/** Scripts that install packages, by the names that people give them. */
const SCRIPT =
  /^([\w-]*[-_.])?(install|packages|requirements|dependencies|deps|libraries|restore)[\w.-]*\.[Rr]$/i;

/** Options of littler's scripts that take the next word as their value. */
const VALUED = new Set([
  '-r',
  '--repos',
  '-n',
  '--ncpus',
  '-l',
  '--libloc',
  '-d',
  '--deps',
  '-t',
  '--type',
  '-m',
  '--method',
]);

/** Those of littler that install. */
const SCRIPTS = new Set(['install.r', 'install2.r', 'installGithub.r', 'installBioc.r', 'installDeps.r']);

function read(command: Command): CommandRole | undefined {
  const { name, args } = command;
  if (SCRIPTS.has(name)) {
    const line = readOptions(settledValues(unbundled(args, VALUED, 'letters'), VALUED), VALUED, 'letters');
    const areNames = line.operands.every(
      (one) => /^[A-Za-z][\w.]*([/@][\w.-]+)*$/.test(one) && !/\.(gz|zip)$/.test(one),
    );
    if (name === 'installDeps.r') {
      const [folder = '.', ...more] = line.operands;
      return more.length === 0 && line.literal ? fromDescription(folder) : undefined;
    }
    return line.literal && line.operands.length > 0 && areNames ? { kind: 'packages' } : undefined;
  }
  const run = rCommand(command);
  if (run?.script !== undefined) {
    return SCRIPT.test(baseName(run.script)) ? fromScript(run.script) : undefined;
  }
  const done = run?.code === undefined ? undefined : readRCode(run.code);
  if (done?.known !== true || done.restores !== undefined) {
    return undefined;
  }
  return done.dependencies !== undefined
    ? fromDescription(done.dependencies)
    : done.packages
      ? { kind: 'packages' }
      : undefined;
}

function fromDescription(folder: string): CommandRole {
  return { kind: 'install', install: installOf(folder === '.' ? '' : folder, 'DESCRIPTION') };
}

function fromScript(script: string): CommandRole {
  const isAbsolute = script.startsWith('/');
  const directory = isAbsolute ? parentPath(script) || '/' : '';
  return { kind: 'install', install: installOf(directory, isAbsolute ? baseName(script) : script) };
}

function installOf(directory: string, manifest: string): Install {
  return {
    ecosystem: rPackages,
    directory,
    manifests: [manifest],
    optional: [],
    subject: manifest,
    frozen: true,
    scripts: false,
    obstacle: undefined,
  };
}

function inputs(install: Install, folder: string, context: ContextQuery): InstallInputs {
  const found = collect(folder, context);
  const [manifest = ''] = install.manifests;
  found.require(manifest);
  takeProfile(found);
  if (manifest !== 'DESCRIPTION') {
    return readScript(found, manifest);
  }
  const path = joinPath(folder, manifest);
  const text = context.text(path);
  if (text === undefined) {
    found.refuse(`${path} can't be read`);
  } else if (/\blocal::/.test(text)) {
    found.refuse(`${path} names a local package`);
  }
  return found.result();
}

/** A script counts as an install where its text has one; what it does beside that is for review, and reading files forbids a fix. */
function readScript(found: Collector, script: string): InstallInputs {
  const path = joinPath(found.folder, script);
  const text = found.context.text(path);
  const done = text === undefined ? undefined : readRCode(text);
  const hasInstall =
    text !== undefined &&
    /\b(install\.packages|install_(cran|version|github|deps|bioc)|pkg_install|pak::pak|BiocManager::install|renv::restore)\s*\(/.test(
      text,
    );
  if (!hasInstall) {
    return found.result({ fetchesNothing: true });
  }
  if (done?.restores !== undefined || /\brenv::/.test(text)) {
    takeRenv(found, done?.restores?.lock ?? 'renv.lock');
  }
  if (done?.dependencies !== undefined || text.includes('install_deps')) {
    found.take('DESCRIPTION');
  }
  if (
    /\b(source|readLines|read\.\w+|readRDS|load|scan|list\.files|file|setwd|system2?|load_all|install_local|devtools::install\b|installed_dir)\s*\(|repos\s*=\s*NULL/.test(
      text,
    )
  ) {
    found.refuse(`${path} reads other files`);
  } else if (done?.known !== true) {
    found.review(`${path} may read more files`);
  }
  return found.result();
}
