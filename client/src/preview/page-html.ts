// The preview page's frame: no text of the user, no inline code, nothing from the network.

import { env, Uri, type Webview } from 'vscode';

/** Folder of the built page, below the extension. */
export function pageFolder(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'webview');
}

/** The page's HTML. `nonce` is new for each page, so that only our own script runs. */
export function pageHtml(webview: Webview, extension: Uri, nonce: string): string {
  const address = (name: string): string => webview.asWebviewUri(Uri.joinPath(pageFolder(extension), name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('preview.css')}">
<title>StatefulSet</title>
</head>
<body>
<main id="preview"></main>
<script nonce="${nonce}" src="${address('preview.js')}"></script>
</body>
</html>`;
}

/** A text that nobody can guess. */
export function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
