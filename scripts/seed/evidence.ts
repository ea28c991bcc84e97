import { createRequire } from "node:module";
import { createCanvas, GlobalFonts, PDFDocument, type SKRSContext2D } from "@napi-rs/canvas";
import type { IncomingFile } from "@/lib/attachment/commands";

const family = "Evidence";
const width = 595;
const height = 842;

export type EvidencePage = { type: "pdf" | "png"; heading: string; text: string };

const drawn = new Map<string, Buffer>();

/** A page that says what it would prove, as a PDF or a PNG that opens. The same page is drawn once. */
export function evidenceFile(page: EvidencePage): Buffer {
  const key = Object.values(page).join("\n");
  const bytes = drawn.get(key) ?? drawFile(page);
  drawn.set(key, bytes);
  return bytes;
}

/** Such a page as it arrives when it is uploaded; its name is its heading. */
export function incomingEvidence(page: EvidencePage): IncomingFile {
  const bytes = evidenceFile(page);
  return {
    fileName: `${page.heading}.${page.type}`.replaceAll("/", "、"),
    body: new Blob([new Uint8Array(bytes)]).stream(),
    declaredSize: bytes.length,
  };
}

function drawFile({ type, heading, text }: EvidencePage): Buffer {
  registerFont();
  if (type === "png") {
    const canvas = createCanvas(width, height);
    draw(canvas.getContext("2d"), heading, text);
    return canvas.toBuffer("image/png");
  }
  const document = new PDFDocument({ title: heading });
  // Its type is the browser's; the object is of the canvas's own class.
  draw(document.beginPage(width, height) as SKRSContext2D, heading, text);
  document.endPage();
  return document.close();
}

function draw(context: SKRSContext2D, heading: string, text: string) {
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.strokeStyle = "#9aa5b1";
  context.strokeRect(36, 36, width - 72, height - 72);
  context.fillStyle = "#1f2933";
  context.textAlign = "center";
  context.font = `30px ${family}`;
  context.fillText(heading, width / 2, 150);
  context.font = `16px ${family}`;
  context.fillText(text, width / 2, 220, width - 120);
  context.fillStyle = "#9aa5b1";
  context.fillText("演示材料，非真实文件", width / 2, height - 80);
}

/** A font that knows Chinese, as a canvas asks for it; `size` in pixels. */
export function textFont(size: number): string {
  registerFont();
  return `${size}px ${family}`;
}

function registerFont() {
  if (GlobalFonts.has(family)) return;
  const path = createRequire(import.meta.url).resolve(
    "@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
  );
  GlobalFonts.registerFromPath(path, family);
}
