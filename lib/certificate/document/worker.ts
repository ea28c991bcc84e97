import { parentPort } from "node:worker_threads";
import { Font, renderToBuffer } from "@react-pdf/renderer";
import { hyphenate } from "./break";
import { CertificateDocument } from "./certificate";
import { fontFile } from "./fonts";
import type { CertificatePrint, PrintAnswer } from "./print";

Font.register({ family: "Noto Sans SC", src: fontFile });
Font.registerHyphenationCallback(hyphenate);

/** One job at a time, in the order of the messages; see ../render. */
parentPort?.on("message", async (print: CertificatePrint) => {
  parentPort?.postMessage(await answer(print));
});

async function answer(print: CertificatePrint): Promise<PrintAnswer> {
  try {
    const pdf = await renderToBuffer(CertificateDocument({ print }));
    return { pdf: new Uint8Array(pdf) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
