import { appendEdit } from '../listens/edits.ts';
import type { Listening } from '../types.ts';
import { portOf } from './address.ts';
import { boundTo } from './bound-to.ts';
import { listening, unknown } from './server.ts';
import type { Run } from './types.ts';
import { optionValue, optionValues, standardEvidence, variableValue, type Value } from './values.ts';

/** Options over GUNICORN_CMD_ARGS over the configuration file over PORT (gunicorn's settings page). */
export function gunicorn(run: Run): Listening {
  const given = optionValues(run, ['-b', '--bind']);
  if (given.length > 0) {
    return boundTo('gunicorn', run, given);
  }
  const inVariable = inCommandArgs(run);
  if (inVariable === undefined) {
    return unknown('GUNICORN_CMD_ARGS may say what gunicorn listens on.');
  }
  if (inVariable.length > 0) {
    return boundTo('gunicorn', run, inVariable);
  }
  const config = optionValue(run, ['-c', '--config']);
  const path = config === undefined ? 'gunicorn.conf.py' : config.text?.replace(/^(\.\/|file:)/, '');
  if (path === undefined || path.startsWith('python:')) {
    return unknown('The configuration of gunicorn is not read here.');
  }
  const absolute = path.startsWith('/') ? path : `${run.directory === '/' ? '' : run.directory}/${path}`;
  const file = run.around.fileAt(absolute);
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (
    file.kind === 'unknown' ||
    (file.kind === 'absent' && config !== undefined) ||
    run.around.runMentions(base)
  ) {
    return unknown(`${base}, which gunicorn reads, is not known.`);
  }
  if (file.kind === 'file') {
    const fromFile = file.text === undefined ? undefined : bindIn(file.text, file.path);
    if (fromFile === undefined) {
      return unknown(`${base} may say what gunicorn listens on.`);
    }
    if (fromFile !== 'none') {
      return boundTo('gunicorn', run, [fromFile]);
    }
  }
  if (!run.around.plain) {
    return unknown('The base image may say what gunicorn listens on.');
  }
  const port = variableValue(run, ['PORT']);
  return listening({
    program: 'gunicorn',
    port: port === undefined ? 8000 : portOf(port.text ?? ''),
    protocol: 'tcp',
    host: port === undefined ? 'loopback' : 'all',
    portFrom: port?.evidence ?? standardEvidence(run),
    hostFrom: port?.evidence ?? standardEvidence(run),
    openEdit: port === undefined ? appendEdit(run, ['-b', '0.0.0.0:8000']) : undefined,
  });
}

/**
 * What GUNICORN_CMD_ARGS binds to, which gunicorn splits as a shell does; undefined where it says anything that is not read here, and
 * where only the start of the container tells.
 */
function inCommandArgs(run: Run): readonly Value[] | undefined {
  const setting = run.variable('GUNICORN_CMD_ARGS');
  const words = setting?.text?.split(/\s+/) ?? [];
  if (setting !== undefined && /^$|["'\\#]/.test(setting.text ?? '')) {
    return undefined;
  }
  const values: string[] = [];
  for (const [index, word] of words.entries()) {
    if (/^(-c|--config(=|$))/.test(word)) {
      return undefined;
    }
    const [, inside] = /^(?:--bind=|-b=?(?!$))(.*)$/.exec(word) ?? [];
    const value = word === '-b' || word === '--bind' ? words[index + 1] : inside;
    values.push(...(value === undefined ? [] : [value]));
  }
  return setting === undefined
    ? []
    : values.map((text) => ({ text, evidence: setting.evidence, word: undefined }));
}

/** `bind = "0.0.0.0:8000"` at the top level; `none` where the file says nothing of it, undefined where it is no literal. */
function bindIn(text: string, path: string): Value | 'none' | undefined {
  if (!/\b(bind|exec|globals|locals|import\s*\*)\b|import \*/.test(text)) {
    return 'none';
  }
  const lines = [...text.matchAll(/^bind[ \t]*=[ \t]*(["'])([^"'\\\n]*)\1[ \t]*(?:#.*)?\r?$/gm)];
  const mentions = [...text.replace(/#.*$/gm, '').matchAll(/\bbind\b/g)];
  const [only] = lines;
  if (only === undefined || lines.length > 1 || mentions.length > 1) {
    return mentions.length === 0 ? 'none' : undefined;
  }
  const [line, quote = '', value = ''] = only;
  const written = line.slice(0, line.indexOf(quote) + value.length + 2);
  return {
    text: value,
    word: undefined,
    evidence: {
      kind: 'file',
      file: { kind: 'context', path },
      span: { start: only.index, end: only.index + written.length },
      text: written,
    },
  };
}
