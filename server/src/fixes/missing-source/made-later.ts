import { literalPart } from '../../context/copy-wildcards.ts';
import { exists, filesIn } from '../../context/facts.ts';
import { isGitIgnored } from '../../context/git-ignored.ts';
import { baseName, parentPath } from '../../context/path-parts.ts';
import type { ContextSnapshot } from '../../context/types.ts';
import type { ContextRead } from '../context-reads/find.ts';
import { leadsOut } from './leads-out.ts';

/** Whether something puts a file there before the build, as far as its name, git and what lies beside it tell. */
export function isMadeLater(context: ContextSnapshot, { path, source }: ContextRead): boolean {
  if (leadsOut(context, source)) {
    return false;
  }
  const named = literalPart(path);
  const stem = baseName(named).replace(/\.\w+$/, '');
  return (
    isMade(path) ||
    isBroughtByWorkflow(context, named) ||
    isGitIgnored(context, path) ||
    isGitIgnored(context, named) ||
    filesIn(context, parentPath(named)).some(
      (file) => baseName(file).startsWith(stem) && TEMPLATE.test(baseName(file).slice(stem.length)),
    )
  );
}

/** A workflow of GitHub, whose Dockerfile stands beside it, puts what other jobs have built into folders of their own. */
function isBroughtByWorkflow(context: ContextSnapshot, path: string): boolean {
  const [folder = '', ...rest] = path.split('/');
  return (
    context.dockerfile?.startsWith('.github/') === true && rest.length > 0 && exists(context, folder) === 'no'
  );
}

/** `config.example.json`, `config.json.dist`: a person makes `config.json` of it. */
const TEMPLATE = /[-_.](default|dist|example|in|sample|template|tmpl|tpl)\b/i;

/** Folders that builds write, or that are not kept in repositories. */
const MADE = new Set(
  (
    '.artifact .artifacts artifact artifacts .next .nuxt .output _build build bin cert certs coverage dist gen generated ' +
    'node_modules obj out output pkg publish release secret secrets target temp tmp vendor wheel wheels'
  ).split(' '),
);

/** Beginnings of names of files that hold keys and settings of one person. */
const PERSONAL = ['.env', '.npmrc', '.netrc'];

/** What is not kept in repositories: packages, programs, keys, and settings of one person. */
function isMade(path: string): boolean {
  const lower = path.toLowerCase();
  const name = baseName(lower);
  return (
    lower.split('/').some((segment) => MADE.has(segment)) ||
    PERSONAL.some((start) => name.startsWith(start)) ||
    /secret|credential|creds\b|\.local\.\w+$/.test(lower)
  );
}
