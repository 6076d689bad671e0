/** What VS Code loads at start: it knows only names. The first use loads the rest. */
import type { ExtensionContext } from 'vscode';
import type { App } from './app.js';
import type { Findings } from './findings.js';
import { startUp } from './startup/startUp';

export function activate(context: ExtensionContext): void {
  startUp<Findings, App>(context, {
    log: () => import('./startup/log.js'),
    findings: () => import('./findings.js'),
    app: () => import('./app.js'),
  });
}
