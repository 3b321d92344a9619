import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';
import { ClientCommand } from '../../../shared/wire.ts';
import { recordFrom } from './settings/settings.ts';

/** What the client can do, read once from `initialize`. Whatever it does not say it can't. */
export interface ClientAbilities {
  /** Asks for diagnostics itself; others are sent them. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly markdownHover: boolean;
  readonly relatedInformation: boolean;
  /** Understands code actions at all, and asks for their edits when they are chosen. */
  readonly codeActionLiterals: boolean;
  readonly resolvesEdits: boolean;
  /** Takes versioned `documentChanges`, and creates files named in them. */
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  /** Shows what an edit is for when a person looks at it before it is made. */
  readonly annotatesChanges: boolean;
  readonly explains: boolean;
  readonly copiesText: boolean;
  readonly showsCopiedFiles: boolean;
  readonly asksWhatIf: boolean;
  readonly publishesPorts: boolean;
  readonly lineLinks: boolean;
  /** Lets a person choose the build context from a link in a hover. */
  readonly linksSelectContext: boolean;
  /** Has the pages of the rules, and shows one from a link at a diagnostic's code. */
  readonly showsRules: boolean;
  readonly linksRules: boolean;
  readonly wantsSummaryChanges: boolean;
  /** Builds on a click. */
  readonly builds: boolean;
  /** Git may be asked about the workspace's history: unless the client says that nobody trusts the workspace. */
  readonly runsGit: boolean;
  /** The `strata` section that came with `initialize`, for clients that can't be asked. */
  readonly settings: unknown;
  /** What a person picked in earlier sessions, as it came. */
  readonly pickedContexts: unknown;
  /** What builds measured in earlier sessions, as it came. */
  readonly measurements: unknown;
}

/** Reads the abilities; malformed parts count as absent. */
export function abilitiesFrom(params: InitializeParams): ClientAbilities {
  // Capabilities come from outside: a client may send null where the protocol wants an object.
  const { workspace, textDocument } = recordFrom(params.capabilities) as ClientCapabilities;
  const options = recordFrom(params.initializationOptions);
  const commands = Array.isArray(options['commands']) ? options['commands'] : [];
  const contentFormat = textDocument?.hover?.contentFormat;
  const linksCommands = options['commandLinks'] === true;
  const showsRules = commands.includes(ClientCommand.showRule);
  return {
    pullsDiagnostics: isObject(textDocument?.diagnostic),
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    markdownHover: !Array.isArray(contentFormat) || contentFormat.includes('markdown'),
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation !== false,
    codeActionLiterals: isObject(textDocument?.codeAction?.codeActionLiteralSupport),
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      holds(textDocument.codeAction.resolveSupport?.properties, 'edit'),
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: holds(workspace?.workspaceEdit?.resourceOperations, 'create'),
    annotatesChanges: isObject(workspace?.workspaceEdit?.changeAnnotationSupport),
    explains: commands.includes(ClientCommand.explain),
    copiesText: commands.includes(ClientCommand.copyText),
    showsCopiedFiles: commands.includes(ClientCommand.showCopiedFiles),
    asksWhatIf: commands.includes(ClientCommand.whatIf),
    publishesPorts: commands.includes(ClientCommand.publishPort),
    lineLinks: options['lineLinks'] === true,
    linksSelectContext: linksCommands && commands.includes(ClientCommand.selectContext),
    showsRules,
    linksRules:
      showsRules && linksCommands && textDocument?.publishDiagnostics?.codeDescriptionSupport === true,
    wantsSummaryChanges: options['summaryChanges'] === true,
    builds: options['trusted'] === true && commands.includes(ClientCommand.build),
    runsGit: options['trusted'] !== false,
    settings: options['settings'],
    pickedContexts: options['pickedContexts'],
    measurements: options['measurements'],
  };
}

function holds(list: unknown, item: string): boolean {
  return Array.isArray(list) && list.includes(item);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
