import "server-only";
import { fileTypeFromBuffer } from "file-type";
import { imageSize } from "./image-size";
import { FileRefusal } from "./refusal";
import { type EvidenceType, fileRefusals, isEvidenceType, isImage } from "./schema";

/** A small file can unfold to so many pixels that the browser that shows it dies. */
const maxPixels = 50_000_000;

/**
 * The type of a file, told by its content; throws a `FileRefusal` of everything that is not evidence, with `image` of
 * everything that is no photo.
 */
export async function inspect(
  bytes: Buffer,
  { image = false }: { image?: boolean } = {},
): Promise<EvidenceType> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mediaType = found?.mime ?? "";
  if (image && !isImage({ mediaType })) throw new FileRefusal(415, fileRefusals.notImage);
  if (!isEvidenceType(mediaType)) {
    throw new FileRefusal(415, "仅支持 PDF、JPG、PNG，系统识别到的内容不是这些格式");
  }
  if (mediaType !== "application/pdf") {
    const size = imageSize(bytes, mediaType);
    if (!size) throw new FileRefusal(415, "图片已损坏，无法读取，请重新导出后上传");
    if (size.width * size.height > maxPixels) {
      throw new FileRefusal(413, "图片超过 5000 万像素，请缩小后重新上传");
    }
  }
  return mediaType;
}
