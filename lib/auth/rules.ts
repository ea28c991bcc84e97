const origin = "http://local.invalid";

/**
 * A path of this site with its query, or null for anything that a browser would take to another one
 * (//evil, /\evil, https://…, javascript:…). For addresses that arrive from outside.
 */
export function localPath(text: string | null | undefined): string | null {
  if (!text?.startsWith("/")) return null;
  try {
    // The parser sees what a browser sees: backslashes are slashes, tabs and line ends are nothing.
    const url = new URL(text, origin);
    return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : null;
  } catch {
    return null;
  }
}
