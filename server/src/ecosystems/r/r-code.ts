import { calledNames, callOf, quotedTexts, splitCode, type Call } from '../code-statements.ts';

/** What R code does with packages. */
export interface RCode {
  /** `renv::restore(…)`, and the lock file that it names. */
  readonly restores: { readonly lock: string | undefined; readonly project: string | undefined } | undefined;
  /** Installs what DESCRIPTION names, in the folder that is given; undefined where it does not. */
  readonly dependencies: string | undefined;
  /** Packages by name. */
  readonly packages: boolean;
  /** True when every statement is understood. */
  readonly known: boolean;
}

/** Calls that put packages into the library by their names or addresses. */
const INSTALLS =
  /^((utils::)?install\.packages|((remotes|devtools)::)?install_(cran|version|github|gitlab|bitbucket|bioc|url|git)|(pak::)?(pkg_install|pak)|(BiocManager::)install|renv::install|(utils::)?update\.packages|tinytex::install_tinytex|webshot2?::install_phantomjs)$/;
const DEPENDENCIES = /^(((remotes|devtools)::)?install_(dev_)?deps|(pak::)?local_install_(dev_)?deps)$/;

/** Calls that change settings, load an installer or print. */
const HARMLESS =
  /^(options|Sys\.setenv|library|require|requireNamespace|suppressMessages|message|print|cat|q|quit|renv::consent|stopifnot|pak::(repo_add|pkg_status)|setRepositories)$/;

/** What may be called in their arguments: nothing that reads a file. */
const PURE =
  /^(c|list|paste0?|sprintf|getOption|Sys\.getenv|Sys\.info|R\.version|getRversion|version|as\.character|parallel::detectCores|detectCores|max|min|TRUE|FALSE|list|unlist|setdiff|installed\.packages|rownames|file\.path|packageVersion|nzchar|isTRUE|is\.na|interactive|invisible|quietly|function|requireNamespace|require|BiocManager::repositories|contrib\.url)$/;

/** Reads R code statement by statement. */
export function readRCode(code: string): RCode {
  let restores: RCode['restores'];
  let dependencies: string | undefined;
  let packages = false;
  let known = true;
  for (const statement of splitCode(code, ';\n')) {
    const call = callOf(withoutGuard(statement));
    const isPure =
      call !== undefined && calledNames(call.text).every((name) => PURE.test(name) || HARMLESS.test(name));
    if (call === undefined || !isPure) {
      known = false;
    } else if (call.name === 'renv::restore' || call.name === 'restore') {
      const lock = namedText(call, 'lockfile', undefined);
      const project = namedText(call, 'project', 0);
      restores = { lock: lock.text, project: project.text };
      known &&= lock.known && project.known;
    } else if (DEPENDENCIES.test(call.name) || isLocalDependencies(call)) {
      const folder = namedText(call, 'pkgdir', 0);
      dependencies = (folder.text ?? '.').replace(/^deps::/, '');
      known &&= folder.known;
    } else if (INSTALLS.test(call.name)) {
      packages = true;
      known &&= namesPackages(call);
    } else {
      known &&= HARMLESS.test(call.name);
    }
  }
  return { restores, dependencies, packages, known };
}

/** `if (!require("renv")) install.packages("renv")` as the install; braces around one statement, and `x <- `, go too. */
function withoutGuard(statement: string): string {
  const inner =
    /^if\s*\(\s*(?:!\s*)?(?:(?:base::)?(?:require|requireNamespace)\s*\([^()]*\)|"[\w.]+"\s*%in%[^{}]*?\))\s*(?:\)\s*)?(.*)$/s.exec(
      statement,
    )?.[1];
  return (inner ?? statement)
    .replace(/^\{(.*)\}$/s, '$1')
    .replace(/^(suppressMessages|suppressWarnings|invisible)\((.*)\)$/s, '$2')
    .trim();
}

/** `pak::pak()` and `pak::pkg_install("deps::.")`. */
function isLocalDependencies({ name, args }: Call): boolean {
  const [first] = args;
  return /^(pak::)?(pak|pkg_install)$/.test(name) && (first === undefined || /^["']deps::/.test(first));
}

/** The text of an argument by its name, or by its place where it has none. Not known where it is an expression. */
function namedText(
  { args }: Call,
  name: string,
  place: number | undefined,
): { readonly text: string | undefined; readonly known: boolean } {
  const named = args.find((arg) => new RegExp(`^${name}\\s*=`).test(arg))?.replace(/^\w+\s*=\s*/, '');
  const placed = place === undefined || /^[\w.]+\s*=(?!=)/.test(args[place] ?? '') ? undefined : args[place];
  const value = named ?? placed;
  if (value === undefined || value === 'NULL' || /^(TRUE|FALSE)$/.test(value)) {
    return { text: undefined, known: true };
  }
  const text = /^(["'])([^"'$]*)\1$/.exec(value)?.[2];
  return { text, known: text !== undefined };
}

/** Whether what is installed is named by texts that are names and addresses: no file, no folder, no variable of R. */
function namesPackages({ name, args }: Call): boolean {
  if (/update\.packages|install_tinytex|install_phantomjs/.test(name)) {
    return true;
  }
  const positional = args.filter(
    (arg) => !/^[\w.]+\s*=(?!=)/.test(arg) || /^(pkgs?|package|repo)\s*=/.test(arg),
  );
  const [first] = positional;
  const texts = quotedTexts(first ?? '');
  const isRead =
    first !== undefined && texts.length > 0 && /^((pkgs?|package|repo)\s*=\s*)?(c\s*\(|["'])/.test(first);
  const fromFiles = args.some((arg) => /^repos\s*=\s*NULL$/.test(arg));
  return isRead && texts.every((text) => isAddress(text) || (!fromFiles && isPackageName(text)));
}

/** `shiny`, `rstudio/shiny@v1`, `bioc::limma`. */
function isPackageName(text: string): boolean {
  return (
    /^((cran|bioc|github|gitlab|url|git)::)?[A-Za-z][\w.-]*(\/[\w.-]+)*([@#][\w.*-]+)?$/.test(text) &&
    !/\.(tar|gz|tgz|zip)$/.test(text)
  );
}

function isAddress(text: string): boolean {
  return /^(https?|git|ssh|url)(:\/\/|::)/.test(text);
}
