import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CONTEXT_CHOICES_REQUEST, PICK_CONTEXT_REQUEST } from '../../shared/wire.ts';
import type {
  ContextChoices,
  ContextOption,
  PickContextParams,
  PickContextResult,
  SummaryParams,
} from '../../shared/wire.ts';
import type { ContextPicks } from './context-picks.ts';
import { activeDockerfile } from './dockerfile-editor.ts';
import { saveContext } from './save-context.ts';

interface Item extends vscode.QuickPickItem {
  /** What a choice of it asks the server for; undefined for one that asks further or can't be chosen. */
  readonly pick?: PickContextParams['pick'];
  readonly browse?: boolean;
  readonly option?: ContextOption;
}

/** Lets a person choose the build context of a document, or of the active Dockerfile, and remembers the choice. */
export async function selectContext(
  client: BaseLanguageClient,
  picks: ContextPicks,
  given?: unknown,
): Promise<void> {
  const active = activeDockerfile()?.document.uri;
  const uri = typeof given === 'string' ? given : active && client.code2ProtocolConverter.asUri(active);
  if (uri === undefined) {
    return;
  }
  const choices = await request<ContextChoices | null>(client, CONTEXT_CHOICES_REQUEST, {
    uri,
  } satisfies SummaryParams);
  if (choices === undefined) {
    return;
  }
  if (choices === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Strata knows no build context for this document.'),
    );
    return;
  }
  const item = await choose(uri, choices, (pick) => take(client, picks, { uri, pick }));
  const pick = item?.browse === true ? await browse(choices) : item?.pick;
  if (pick !== undefined) {
    await take(client, picks, { uri, pick });
  }
}

type Pick = PickContextParams['pick'];

async function take(
  client: BaseLanguageClient,
  picks: ContextPicks,
  params: PickContextParams,
): Promise<boolean> {
  const result = await request<PickContextResult>(client, PICK_CONTEXT_REQUEST, params);
  if (result?.kind === 'refused') {
    void vscode.window.showWarningMessage(result.message);
  } else if (result !== undefined) {
    await picks.remember(params.uri, result.id);
  }
  return result?.kind === 'picked';
}

async function request<R>(
  client: BaseLanguageClient,
  method: string,
  params: object,
): Promise<R | undefined> {
  try {
    return await client.sendRequest<R>(method, params);
  } catch {
    // The server is on its way out; the client library tells when that is a problem.
    return undefined;
  }
}

/** A button of an item saves its folder in the settings, which then say what Strata finds by itself. */
function choose(
  uri: string,
  choices: ContextChoices,
  takePick: (pick: Pick) => Promise<boolean>,
): Promise<Item | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Select build context');
  pick.placeholder = choices.lost ?? vscode.l10n.t('Which folder do COPY and ADD of this Dockerfile read?');
  pick.matchOnDescription = true;
  pick.items = itemsOf(choices);
  pick.activeItems = pick.items.filter(({ option }) => option?.chosen === true);
  return new Promise((resolve) => {
    pick.onDidTriggerItemButton(({ item: { option } }) => {
      const { settingPattern } = choices;
      if (typeof option?.folder !== 'string' || settingPattern === null) {
        return;
      }
      const { folder } = option;
      pick.hide();
      // What was picked before would count more than what is saved.
      void saveContext(vscode.Uri.parse(uri), settingPattern, folder).then(
        (saved) => saved && takePick(null),
      );
    });
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.pick !== undefined || item?.browse === true) {
        resolve(item);
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

const CHOSEN = '$(check) ';
/** As wide as the mark. */
const OTHER = '$(blank) ';

function itemsOf(choices: ContextChoices): Item[] {
  const { options, automatic, picked, workspace } = choices;
  const taken = options.filter(({ refused }) => !refused);
  const refused = options.filter((option) => option.refused);
  return [
    ...taken.map((option) => optionItem(option, choices)),
    separator(''),
    {
      label: `${OTHER}$(sparkle) ${vscode.l10n.t('Automatic')}`,
      description: automatic,
      ...(picked ? { detail: vscode.l10n.t('Forgets what you picked') } : {}),
      alwaysShow: true,
      pick: null,
    },
    ...(workspace === null
      ? []
      : [
          {
            label: `${OTHER}$(folder-opened) ${vscode.l10n.t('Choose a folder…')}`,
            alwaysShow: true,
            browse: true,
          },
        ]),
    ...(refused.length === 0 ? [] : [separator(vscode.l10n.t("can't be taken"))]),
    ...refused.map(({ title, build, detail }) => ({ label: `${OTHER}${title}`, description: build, detail })),
  ];
}

function optionItem(option: ContextOption, { settingPattern }: ContextChoices): Item {
  const { id, title, build, detail, chosen, folder } = option;
  const save = {
    iconPath: new vscode.ThemeIcon('save'),
    tooltip: vscode.l10n.t('Save the folder in settings (strata.context.folders)'),
  };
  return {
    label: `${chosen ? CHOSEN : OTHER}${title}`,
    description: build,
    ...(detail === '' ? {} : { detail }),
    buttons: settingPattern === null || folder === null ? [] : [save],
    pick: { id },
    option,
  };
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function browse({ workspace }: ContextChoices): Promise<Pick | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Build context'),
      openLabel: vscode.l10n.t('Use as Build Context'),
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
      ...(workspace === null ? {} : { defaultUri: vscode.Uri.parse(workspace) }),
    })) ?? [];
  return folder && { folder: folder.toString() };
}
