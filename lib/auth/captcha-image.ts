import "server-only";
import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";

const width = 132;
const height = 44;
const family = "Captcha";

/** Draws the characters as a PNG: each turned and shifted, the whole bent like a wave, with lines and dots. */
export function drawCaptcha(text: string): Buffer {
  registerFont();
  const sheet = createCanvas(width, height);
  drawCharacters(sheet.getContext("2d"), text);

  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "#f5f7fa";
  context.fillRect(0, 0, width, height);
  const amplitude = between(2, 4);
  const period = between(34, 60);
  const phase = between(0, 2 * Math.PI);
  for (let x = 0; x < width; x++) {
    const shift = amplitude * Math.sin((2 * Math.PI * x) / period + phase);
    context.drawImage(sheet, x, 0, 1, height, x, shift, 1, height);
  }
  drawNoise(context);
  return canvas.toBuffer("image/png");
}

function drawCharacters(context: SKRSContext2D, text: string) {
  const step = (width - 20) / text.length;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const [index, character] of [...text].entries()) {
    context.save();
    context.translate(10 + step * (index + 0.5) + between(-3, 3), height / 2 + between(-3, 3));
    context.rotate(between(-0.4, 0.4));
    context.font = `${between(26, 32)}px ${family}`;
    context.fillStyle = ink();
    context.fillText(character, 0, 0);
    context.restore();
  }
}

function drawNoise(context: SKRSContext2D) {
  for (let line = 0; line < 4; line++) {
    context.strokeStyle = ink();
    context.lineWidth = between(0.8, 1.6);
    context.beginPath();
    context.moveTo(between(0, width / 4), between(4, height - 4));
    context.bezierCurveTo(
      ...([between(0, width), between(0, height), between(0, width), between(0, height)] as const),
      between((width * 3) / 4, width),
      between(4, height - 4),
    );
    context.stroke();
  }
  for (let dot = 0; dot < 60; dot++) {
    context.fillStyle = ink();
    context.fillRect(between(0, width), between(0, height), 1.2, 1.2);
  }
}

const between = (low: number, high: number) => low + ((high - low) * randomInt(10_000)) / 10_000;
const ink = () => `hsl(${randomInt(190, 260)} ${randomInt(40, 80)}% ${randomInt(24, 42)}%)`;

/** The font comes with a package: a server may have none of its own. */
function registerFont() {
  if (GlobalFonts.has(family)) return;
  const { resolve } = createRequire(join(process.cwd(), "package.json"));
  const path = resolve("@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf");
  if (!GlobalFonts.registerFromPath(path, family)) throw new Error(`font not readable: ${path}`);
}
