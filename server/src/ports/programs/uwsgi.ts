import type { Listening } from '../types.ts';
import { boundTo } from './bound-to.ts';
import { unknown } from './server.ts';
import type { Run } from './types.ts';
import { optionValue, optionValues, type Value } from './values.ts';

/** Options that open a port, or a socket (uWSGI's docs: HTTP, Options). */
const OPENING = [
  '--http',
  '--https',
  '--http-socket',
  '--http11-socket',
  '--https-socket',
  '--socket',
  '--uwsgi-socket',
];

/** Options by which it takes settings from elsewhere, or starts others. */
const ELSEWHERE =
  /^--?(x|y|j|xml|yaml|yml|json|config|emperor|inherit|include|plugins?-list|zerg|master-fifo|fastrouter.*|http-to.*)(=|$)/;

/** Settings of a file that lead elsewhere, or choose between others. */
const NOT_READ = /^[ \t]*(ini|include|inherit|if-\w+|for|endif|yaml|json|xml|emperor|set-placeholder)\b/m;

/** What uWSGI listens on by its options and one `.ini` file, all of which count. Every option may be a variable as well. */
export function uwsgi(run: Run): Listening {
  if (run.sets(/^UWSGI_/) || run.args.some(({ text }) => ELSEWHERE.test(text))) {
    return unknown('uWSGI takes settings from where they are not read here.');
  }
  const given = optionValues(run, [...OPENING, '-s']);
  const inFile = fromFile(run);
  if (inFile === undefined) {
    return unknown('The configuration of uWSGI may say what it listens on.');
  }
  const ports = [...given, ...inFile].filter(({ text }) => text === undefined || text.includes(':'));
  // `:443,certificate,key`
  const values = ports.map((one) => ({ ...one, text: one.text?.replace(/,.*$/s, '') }));
  return values.length === 0
    ? unknown('What uWSGI listens on is not written where it is read here.')
    : boundTo('uWSGI', run, values);
}

/** What the file of `--ini`, or a bare `.ini`, opens; nothing without one, and undefined where that is not known. */
function fromFile(run: Run): readonly Value[] | undefined {
  const option = optionValue(run, ['--ini', '-i']);
  const bare = run.args.find(
    ({ text }, index) => /^[^-].*\.ini$/.test(text) && !(run.args[index - 1]?.text ?? '').startsWith('-'),
  );
  if (option === undefined && bare === undefined) {
    return [];
  }
  const path = option?.text ?? bare?.text;
  const isOne = option === undefined || bare === undefined;
  if (path === undefined || !isOne || !/^[\w./-]+\.ini$/.test(path)) {
    return undefined;
  }
  const absolute = path.startsWith('/')
    ? path
    : `${run.directory === '/' ? '' : run.directory}/${path.replace(/^\.\//, '')}`;
  const file = run.around.fileAt(absolute);
  const base = path.slice(path.lastIndexOf('/') + 1);
  return file.kind !== 'file' || file.text === undefined || run.around.runMentions(base)
    ? undefined
    : opensIn(file.text, file.path);
}

function opensIn(text: string, path: string): readonly Value[] | undefined {
  const sections = [...text.matchAll(/^\[([^\]\n]*)\]/gm)].map(([, name]) => name);
  if (NOT_READ.test(text) || sections.length !== 1 || sections[0] !== 'uwsgi') {
    return undefined;
  }
  const values: Value[] = [];
  for (const found of text.matchAll(/^[ \t]*([\w-]+)[ \t]*=[ \t]*(\S+)[ \t]*\r?$/gm)) {
    const [line, name = '', value = ''] = found;
    if (OPENING.includes(`--${name}`)) {
      const written = line.trim();
      const start = found.index + line.indexOf(written);
      values.push({
        // `$(PORT)` is a variable, `%(name)` another setting.
        text: /[$%@(]/.test(value) ? undefined : value,
        word: undefined,
        evidence: {
          kind: 'file',
          file: { kind: 'context', path },
          span: { start, end: start + written.length },
          text: written,
        },
      });
    }
  }
  return values;
}
