import { createCanvas } from "@napi-rs/canvas";
import { uploadAttachment } from "@/lib/attachment/commands";
import { changeOwnPhoto } from "@/lib/person/photo/commands";
import type { Cast } from "./cast";
import { textFont } from "./evidence";

/** Professionals with a photo, by their number; the others have none. */
const withPhoto = [0, 1, 4, 16, 19, 27, 30, 40, 45, 53];

/** Gives some of the professionals a photo, by the command that their own page calls. */
export async function playPhotos({ professionals }: Cast): Promise<void> {
  const bytes = new Uint8Array(drawPhoto());
  for (const number of withPhoto) {
    const ctx = professionals[number]?.ctx;
    if (!ctx?.viewer.person) throw new Error(`the demo has no professional ${number}`);
    const { id } = await uploadAttachment(ctx, {
      personId: ctx.viewer.person.id,
      fileName: "示例照片.png",
      image: true,
      body: new Blob([bytes]).stream(),
      declaredSize: bytes.length,
    });
    await changeOwnPhoto(ctx, { attachmentId: id });
  }
}

/** Nobody's face: a neutral outline that says that it is an example, in the proportions of an ID photo. */
function drawPhoto(): Buffer {
  const [width, height] = [300, 420];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "#dfe7ef";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#7d8ea0";
  context.beginPath();
  context.ellipse(width / 2, 165, 62, 78, 0, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.ellipse(width / 2, 425, 125, 150, 0, Math.PI, 2 * Math.PI);
  context.fill();
  context.fillStyle = "#ffffff";
  context.textAlign = "center";
  context.font = textFont(30);
  context.fillText("示例照片", width / 2, 390);
  return canvas.toBuffer("image/png");
}
