import { createRequire } from "node:module";
import { createCanvas, GlobalFonts, PDFDocument, type SKRSContext2D } from "@napi-rs/canvas";

const family = "Evidence";
const width = 595;
const height = 842;

/** A page that says what it would prove, as a PDF or a PNG that opens. `lines`: its heading, then its text. */
export function evidenceFile(type: "pdf" | "png", lines: readonly string[]): Buffer {
  registerFont();
  if (type === "png") {
    const canvas = createCanvas(width, height);
    draw(canvas.getContext("2d"), lines);
    return canvas.toBuffer("image/png");
  }
  const document = new PDFDocument({ title: lines[0] });
  // The document hands out the same kind of context as a canvas, under its older name.
  draw(document.beginPage(width, height) as SKRSContext2D, lines);
  document.endPage();
  return document.close();
}

function draw(context: SKRSContext2D, [heading = "", ...lines]: readonly string[]) {
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.strokeStyle = "#9aa5b1";
  context.strokeRect(36, 36, width - 72, height - 72);
  context.fillStyle = "#1f2933";
  context.textAlign = "center";
  context.font = `30px ${family}`;
  context.fillText(heading, width / 2, 150);
  context.textAlign = "left";
  context.font = `16px ${family}`;
  for (const [index, line] of lines.entries()) context.fillText(line, 80, 230 + index * 36, width - 160);
  context.fillStyle = "#9aa5b1";
  context.fillText("演示材料，非真实文件", 80, height - 80);
}

function registerFont() {
  if (GlobalFonts.has(family)) return;
  const path = createRequire(import.meta.url).resolve(
    "@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
  );
  GlobalFonts.registerFromPath(path, family);
}
