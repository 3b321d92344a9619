import type * as vscode from 'vscode';

/** What a page is made of. */
export interface PageOptions {
  /** Its title, and the name that screen readers say; no markup. */
  readonly title: string;
  readonly script: vscode.Uri;
  readonly nonce: string;
}

/** The page around the picture: a strict policy, the theme's colors, nothing from outside. It has no words of its own. */
export function pageHtml(webview: vscode.Webview, { title, script, nonce }: PageOptions): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main id="picture" aria-label="${title}"></main>
<script nonce="${nonce}" src="${webview.asWebviewUri(script).toString()}"></script>
</body>
</html>`;
}

/** The variables of the picture, by the theme. Verdicts have a sign of their own, so that nobody needs the colors. */
const STYLE = `
html{scrollbar-gutter:stable}
body{padding:0}
.strata{
--page:var(--vscode-editor-background);--box:var(--vscode-editorWidget-background);
--line:var(--vscode-contrastBorder,var(--vscode-editorWidget-border,var(--vscode-panel-border)));
--text:var(--vscode-foreground);--dim:var(--vscode-descriptionForeground);
--few:var(--vscode-charts-green);--some:var(--vscode-charts-yellow);--most:var(--vscode-charts-red);
--none:var(--vscode-descriptionForeground)}
#picture svg{display:block;font-family:var(--vscode-editor-font-family)!important}
[data-line]{cursor:pointer}
[tabindex]:focus{outline:none}
[tabindex]:focus .box{stroke:var(--vscode-focusBorder)!important;stroke-width:2!important;stroke-dasharray:none}
.selected .box{fill:var(--vscode-editor-selectionBackground,var(--box))!important}
.vscode-high-contrast .selected .box{fill:var(--box)!important;stroke:var(--vscode-contrastActiveBorder)!important;stroke-width:3!important}
[data-verdict=rebuilt] .box{stroke:var(--most)!important;stroke-width:3!important}
[data-verdict=depends] .box{stroke:var(--some)!important;stroke-width:3!important;stroke-dasharray:8 4}
[data-verdict=cached],[data-verdict=unused]{opacity:.45}
`;
