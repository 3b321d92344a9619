import { baseName } from '../context/path-parts.ts';
import type { Model, Node } from '../model/types.ts';
import { rememberedWith } from '../syntax/remembered-with.ts';
import { scriptOf } from '../syntax/shell.ts';
import { isShell } from '../syntax/shell-names.ts';
import type { ShellCommand, ShellWord, Span } from '../syntax/types.ts';
import { chainOf, nodesOf } from './listens/stage-chain.ts';
import { portOf } from './programs/address.ts';

/** The HEALTHCHECK of an image that does nothing but ask its own container. */
export interface HealthCheck {
  readonly node: Node;
  /** Never empty. */
  readonly asked: readonly Asked[];
}

/** An address of the container itself. */
export interface Asked {
  /** As a number, or the variable that holds it when the check runs. */
  readonly port: number | { readonly variable: string };
  /** Of the whole address, in the document. */
  readonly span: Span;
  /** Of the digits; empty behind the host of an `http:` address that names none, undefined where no number can be written. */
  readonly digits: Span | undefined;
}

/**
 * The last HEALTHCHECK along the FROM chain of the target, which is the one that the image has; undefined where there is none, and where a
 * part of it is not known to fail once nobody answers: another program, another address, a way around.
 */
export const healthCheckOf = rememberedWith((model: Model): HealthCheck | undefined => {
  const chain = model.target === undefined ? [] : chainOf(model, model.target);
  const node = nodesOf(model, chain).findLast(({ instruction }) => instruction.keyword === 'HEALTHCHECK');
  const script = node && scriptOf(model.file, node.instruction);
  const shell = model.target === undefined ? undefined : model.stages[model.target]?.config.shell?.[0];
  if (
    node === undefined ||
    script?.complete !== true ||
    (script.form === 'shell' && shell !== undefined && !isShell(shell))
  ) {
    return undefined;
  }
  const asked: Asked[] = [];
  for (const command of script.commands) {
    const found = isFailure(command) ? [] : askedBy(node, command, script.form === 'shell');
    if (found === undefined || command.conditional || command.depth > 0 || command.join === '&') {
      return undefined;
    }
    asked.push(...found);
  }
  return asked.length === 0 ? undefined : { node, asked };
});

/** What comes behind a question and leaves its failure one: `|| exit 1`, `| grep -q ok`. */
function isFailure({ words: [name, argument], join }: ShellCommand): boolean {
  switch (name?.text) {
    case 'exit':
      return (
        argument === undefined || /^[1-9]\d*$/.test(argument.text) || (join === '&&' && argument.text === '0')
      );
    case 'false':
    case 'kill':
      return true;
    case 'grep':
    case 'jq':
      return join === '|';
    default:
      return false;
  }
}

/** Options that lead elsewhere than the address says, or whose value is an address that is not asked. */
const AROUND =
  /^(--(abstract-)?unix-socket|--connect-to|--resolve|--proxy|--preproxy|--referer|--config|-[exKU])/;

/** The addresses that a command asks; undefined for one that does more, or something else. */
function askedBy(node: Node, { words }: ShellCommand, inShell: boolean): readonly Asked[] | undefined {
  const [program, ...args] = words;
  switch (baseName(program?.text ?? '')) {
    case 'curl':
    case 'wget':
      return args.some(({ text }) => AROUND.test(text)) ? undefined : askedByUrl(node, args, inShell);
    case 'nc':
    case 'ncat':
    case 'netcat':
      return askedByWords(node, args);
    default:
      return undefined;
  }
}

/** This very container, as an address. `0.0.0.0` leads there, too, on Linux. */
const LOCAL = 'localhost|127\\.0\\.0\\.1|\\[::1\\]|0\\.0\\.0\\.0';

/** A word that is an address of HTTP; only curl and wget take one without `http:`. */
const QUESTION = new RegExp(
  `^["']?(?:(https?:)//)?(?:${LOCAL})(?::(?:(\\d{1,5})|\\$(?:(\\w+)|\\{(\\w+)\\})))?(?=[/?#"']|$)`,
  'i',
);

/** What may be an address, at any place in a word. */
const ADDRESS = new RegExp(`://|${LOCAL}|::1`, 'i');

function askedByUrl(node: Node, args: readonly ShellWord[], inShell: boolean): readonly Asked[] | undefined {
  const asked: Asked[] = [];
  for (const { span } of args) {
    const written = node.instruction.text.slice(span.start, span.end);
    const found = QUESTION.exec(written);
    if (found === null) {
      if (ADDRESS.test(written)) {
        return undefined;
      }
      continue;
    }
    const [all, scheme, digits, plain, braced] = found;
    const isSecure = scheme?.toLowerCase().endsWith('s:') === true;
    const variable = plain ?? braced;
    const port =
      variable !== undefined ? { variable } : digits === undefined ? (isSecure ? 443 : 80) : portOf(digits);
    if (port === undefined || (variable !== undefined && (!inShell || written.startsWith("'")))) {
      return undefined;
    }
    const start = node.instruction.start + span.start;
    const end = start + all.length;
    asked.push({
      port,
      span: { start: start + (/^["']/.test(all) ? 1 : 0), end },
      digits:
        variable !== undefined || (digits === undefined && isSecure)
          ? undefined
          : { start: end - (digits?.length ?? 0), end },
    });
  }
  return asked.length === 0 ? undefined : asked;
}

const HOST = new RegExp(`^(?:${LOCAL}|::1)$`, 'i');

/** `nc -z localhost 3000`. */
function askedByWords({ instruction }: Node, args: readonly ShellWord[]): readonly Asked[] | undefined {
  const [host, port, ...more] = args.slice(args.findIndex(({ text }) => HOST.test(text)));
  const number = portOf(port?.text ?? '');
  if (
    host === undefined ||
    port === undefined ||
    !HOST.test(host.text) ||
    number === undefined ||
    more.length > 0
  ) {
    return undefined;
  }
  const at = ({ start, end }: Span): Span => ({
    start: instruction.start + start,
    end: instruction.start + end,
  });
  const digits =
    instruction.text.slice(port.span.start, port.span.end) === port.text ? at(port.span) : undefined;
  return [{ port: number, span: at({ start: host.span.start, end: port.span.end }), digits }];
}
