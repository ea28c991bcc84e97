import { join } from "node:path";

const folder = join(process.cwd(), "node_modules/@expo-google-fonts/noto-sans-sc");

/** Noto Sans SC from its npm package: the whole font, by path, never fetched. */
export const fontFiles = {
  regular: join(folder, "400Regular/NotoSansSC_400Regular.ttf"),
  bold: join(folder, "700Bold/NotoSansSC_700Bold.ttf"),
};
