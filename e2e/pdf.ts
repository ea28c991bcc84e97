import jsQR from "jsqr";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** pdf.js's own maker of canvases, which its types leave open. */
type CanvasFactory = { create(width: number, height: number): { context: CanvasRenderingContext2D } };

/** What other programs than its maker read in a PDF: its text without spaces, and the QR code of its last page. */
export async function readPdf(bytes: Buffer): Promise<{ text: string; qr: string | undefined }> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  let text = "";
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    text += items.map((item) => ("str" in item ? item.str : "")).join("");
  }
  const page = await document.getPage(document.numPages);
  const viewport = page.getViewport({ scale: 3 });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const { context } = (document.canvasFactory as CanvasFactory).create(width, height);
  await page.render({ canvasContext: context, viewport }).promise;
  const qr = jsQR(context.getImageData(0, 0, width, height).data, width, height)?.data;
  await task.destroy();
  return { text: text.replace(/\s/gu, ""), qr };
}
