import { escapeHtml } from '../../core/escapeHtml';

export interface PageHtmlParts {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** New for each page, at least 128 random bits as letters and digits. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47. */
  readonly locale: string;
}

/**
 * A page: no content of its own, one script by nonce, one style sheet, images only from `blob:`, no network, no inline
 * script or style, and no string that the browser would read as HTML or script: Trusted Types are required, and no
 * policy can be created that would let one through.
 */
export function pageHtml({ cspSource, nonce, scriptUri, styleUri, locale }: PageHtmlParts): string {
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource} blob:`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(styleUri)}">
<title>Sightread</title>
</head>
<body>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(scriptUri)}"></script>
</body>
</html>
`;
}
