import { type Disposable, env, type WebviewPanel } from 'vscode';
import { escapeHtml } from '../core/escapeHtml';
import { failedStart, tryAgain } from './failedStart';

/** Restores the panel's page from what it stored. */
type Restore = (panel: WebviewPanel) => Promise<void>;

/**
 * Restores a panel from before a reload. If that can't start, the panel says so, with a button that tries again. `load` is
 * passed what else tries again.
 */
export async function restorePanel(
  panel: WebviewPanel,
  load: (again: () => Promise<void>) => Promise<Restore | undefined>,
): Promise<void> {
  let failed: Disposable | undefined;
  let isOver = false;
  const attempt = async () => {
    const restore = await load(attempt);
    if (isOver) {
      return;
    }
    if (restore) {
      isOver = true;
      failed?.dispose();
      await restore(panel);
    } else {
      failed ??= showFailed(panel, attempt);
    }
  };
  panel.onDidDispose(() => {
    isOver = true;
    failed?.dispose();
  });
  await attempt();
}

/** Shows that the start failed until the panel gets its page. */
function showFailed({ webview }: WebviewPanel, retry: () => Promise<void>): Disposable {
  const nonce = crypto.randomUUID();
  webview.options = { enableScripts: true, localResourceRoots: [] };
  webview.html = `<!DOCTYPE html>
<html lang="${escapeHtml(env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>Sightread</title>
<style nonce="${nonce}">
button {
  padding: 4px 11px;
  border: 1px solid var(--vscode-button-border, transparent);
  color: var(--vscode-button-foreground);
  background: var(--vscode-button-background);
  font: inherit;
}
</style>
</head>
<body>
<p role="alert">${escapeHtml(failedStart())}</p>
<button>${escapeHtml(tryAgain())}</button>
<script nonce="${nonce}">
const host = acquireVsCodeApi();
document.querySelector('button').addEventListener('click', () => host.postMessage('tryAgain'));
</script>
</body>
</html>
`;
  return webview.onDidReceiveMessage(() => void retry());
}
