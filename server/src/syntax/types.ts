/** A half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A parser directive (`# syntax=`, `# escape=`, `# check=`) at the top of the file; BuildKit's parser/directives.go. */
export interface Directive {
  /** Lower-cased name. */
  readonly name: string;
  readonly value: string;
  /** Of the whole comment line, without its line end. */
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
}

/** A whole-line comment that is not a directive. */
export interface Comment {
  /** The text after `#`, trimmed. */
  readonly text: string;
  /** From `#` to the end of the line, without its line end. */
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
}

/** A flag such as `--from=build`. Spans are relative to the instruction's `start`. */
export interface Flag {
  /** Without the dashes: `from`. */
  readonly name: string;
  /** The text after `=`, as BuildKit reads it; undefined for a bare flag such as `--link`. */
  readonly value: string | undefined;
  /** As BuildKit records it: `--from=build`. */
  readonly text: string;
  readonly span: Span;
}

/** One argument. Spans are relative to the instruction's `start`; that of a JSON string has its quotes inside. */
export interface Argument {
  /** As BuildKit's parser hands it on: continuations folded, JSON strings decoded, quotes of the shell form kept. */
  readonly text: string;
  readonly span: Span;
}

/** A heredoc of an instruction. Spans are relative to the instruction's `start`. */
export interface Heredoc {
  readonly name: string;
  /** False when the delimiter was quoted. */
  readonly expand: boolean;
  /** True for `<<-`: leading tabs of the body are dropped when it is used. */
  readonly chomp: boolean;
  /** The body as written, with its line ends. */
  readonly content: string;
  /** Of the word `<<NAME`. */
  readonly span: Span;
  /** Of the body, without the terminator line. */
  readonly bodySpan: Span;
  /** 1-based and relative: 0 is the instruction's first line. */
  readonly bodyLine: number;
}

/** `NAME=value` of ENV, ARG and LABEL. Spans are relative to the instruction's `start`. */
export interface Pair {
  /** As written (a LABEL's name may be quoted). */
  readonly name: string;
  /** As written, quotes and escapes kept; undefined for `ARG NAME`. */
  readonly value: string | undefined;
  readonly nameSpan: Span;
  readonly valueSpan: Span | undefined;
}

/**
 * What one instruction's own text says. It depends on that text and the escape character alone, so it is parsed once per
 * distinct text and shared: every span in it is relative to the instruction's `start`.
 */
export interface ParsedInstruction {
  readonly flags: readonly Flag[];
  /** True when the arguments are a JSON array that BuildKit accepts as such. */
  readonly json: boolean;
  /**
   * The arguments: words for FROM, COPY, ADD, EXPOSE and the like, decoded strings for the JSON form, and one single
   * text for the shell form of RUN, CMD, ENTRYPOINT and for WORKDIR, USER, STOPSIGNAL, MAINTAINER. HEALTHCHECK has its
   * type (`CMD`, `NONE`) first. ENV, LABEL and ARG have their words here and `pairs`.
   */
  readonly args: readonly Argument[];
  /** For ENV, LABEL and ARG; empty for the others. */
  readonly pairs: readonly Pair[];
  readonly heredocs: readonly Heredoc[];
  /** For ONBUILD: the instruction that it triggers, with spans relative to this instruction's `start`. */
  readonly trigger: Trigger | undefined;
}

/** The instruction inside an ONBUILD. */
export interface Trigger {
  /** Upper-cased. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly parsed: ParsedInstruction;
}

/** One instruction with its place in the document. */
export interface Instruction {
  /** Upper-cased; the word as it stands even if BuildKit does not know it. */
  readonly keyword: string;
  /** True when BuildKit knows the keyword. */
  readonly known: boolean;
  /**
   * Offset of the keyword's first character (after indentation, and after a byte order mark); where lines with nothing but the
   * escape character stand in front of the keyword, they belong to the instruction and it begins there.
   */
  readonly start: number;
  /** Offset after the last character, without the last line end; the heredocs' terminator lines are part of it. */
  readonly end: number;
  /** 1-based, of `start`, as BuildKit counts: only `\n` ends a line. */
  readonly line: number;
  /** 1-based; as BuildKit counts it: continuation lines and heredocs belong to the instruction. */
  readonly endLine: number;
  /** The text from `start` to `end`. */
  readonly text: string;
  /** The comment lines directly above, without a blank line between (directives excluded), in order. */
  readonly comments: readonly Comment[];
  /**
   * Continuation lines (1-based) that begin with a known keyword: `RUN a \` above `COPY . .` makes the COPY part of the
   * RUN, usually by accident. Only keywords in capitals count (`apk \` above `add curl` is meant so), and not the one that a
   * HEALTHCHECK or ONBUILD takes; comment lines and heredoc bodies never do.
   */
  readonly swallowed: readonly number[];
}

/** Something for which BuildKit refuses the file. Others report these; Strata only has to know. */
export interface SyntaxProblem {
  readonly kind: 'no-instructions' | 'unterminated-heredoc' | 'unknown-instruction';
  readonly message: string;
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
}

/** A Dockerfile's text as instructions. Nothing in it is lost: every instruction can be cut out of `text` by its offsets. */
export interface Dockerfile {
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
  readonly problems: readonly SyntaxProblem[];
  /** Offsets at which lines begin, as LSP and VS Code count lines (`\n`, `\r\n` and a lone `\r` end one). */
  readonly lineStarts: readonly number[];
}

/** A word of a shell command. Spans are relative to the instruction's `start`. */
export interface ShellWord {
  /** The value with quotes removed; the raw text where it is not literal. */
  readonly text: string;
  /** False when it holds an expansion, a substitution or a glob, so that its value is only known at build time. */
  readonly literal: boolean;
  readonly span: Span;
}

/** `NAME=value` in front of a command. */
export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord | undefined;
}

/** How a command is joined to the one before it: `start` for the first, `newline` and `;` are `;`. */
export type ShellJoin = 'start' | '&&' | '||' | ';' | '|' | '&';

/** One simple command. */
export interface ShellCommand {
  /** The words after assignments; `words[0]` is the command's name. Empty for a bare assignment. */
  readonly words: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  /** True when any redirection (`>`, `<`, `<<<`) is attached to it or to a group around it. */
  readonly redirected: boolean;
  /**
   * True when it is redirected, and only to `/dev/null` or other descriptors (`2>&1`): then no file is read or written that way.
   * Not there for a command that was not read from a shell text of its own.
   */
  readonly redirectedNowhere?: boolean;
  readonly join: ShellJoin;
  /** 0 for a command of the script itself, more inside `( )`, `{ }`, `if`, `for`, functions, `$( )`. */
  readonly depth: number;
  /** A number for the parentheses of the script itself that it stands in: what it does to its shell ends with these. */
  readonly subshell?: number;
  /**
   * True when it runs only if the shell decides so at run time (`if`, `while`, `case`, `for`, a function's body, a group behind
   * `||`). For a plain command behind `||` the join says it.
   */
  readonly conditional: boolean;
  /** True where its output, or a file that stands for it, becomes part of another command: `$( )`, `<( )`. */
  readonly substituted?: boolean;
  /** From its first word or assignment to its last word, redirections included. */
  readonly span: Span;
}

/** The shell text of a RUN, CMD, ENTRYPOINT or HEALTHCHECK, or the words of its JSON form. */
export interface ShellScript {
  /** `exec`: JSON form, exactly one command, no shell. `shell`: one line of shell. `heredoc`: a heredoc is the script. */
  readonly form: 'exec' | 'shell' | 'heredoc';
  readonly commands: readonly ShellCommand[];
  /** False when the shell parser found an error; what it could read is still in `commands`. */
  readonly complete: boolean;
}
