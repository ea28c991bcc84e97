import { join } from "node:path";

/**
 * Noto Sans SC from its npm package: the whole font, by path, never fetched. One weight only: a second font
 * in the document costs an eighth of its time, and size and ground set the headings off as well.
 */
export const fontFile = join(
  process.cwd(),
  "node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
);
