/** The most that one file may hold: 10 MB, in bytes. */
export const maxFileSize = 10 * 1024 * 1024;

/** What evidence may be, by media type: the extensions such a file may carry, the right one first. */
export const acceptedTypes = {
  "application/pdf": { label: "PDF", extensions: ["pdf"] },
  "image/jpeg": { label: "JPG", extensions: ["jpg", "jpeg"] },
  "image/png": { label: "PNG", extensions: ["png"] },
} as const;

export type EvidenceType = keyof typeof acceptedTypes;

export const isEvidenceType = (mediaType: string): mediaType is EvidenceType =>
  Object.hasOwn(acceptedTypes, mediaType);

/** What a photo of a person may be. */
export const imageTypes: readonly EvidenceType[] = ["image/jpeg", "image/png"];

/** Whether a stored file can be a photo. */
export const isImage = ({ mediaType }: { mediaType: string }): boolean =>
  imageTypes.some((type) => type === mediaType);

/** The extensions of these types, `.pdf,.jpg,…`, for a file picker. */
export const extensionsOf = (types: readonly EvidenceType[]): string =>
  types.flatMap((type) => acceptedTypes[type].extensions.map((extension) => `.${extension}`)).join(",");

/** `.pdf,.jpg,…` of all that is evidence. */
export const acceptedExtensions = extensionsOf(Object.keys(acceptedTypes) as EvidenceType[]);

/** A stored file as the screens know it. `size` in bytes. */
export type UploadedFile = { id: string; fileName: string; mediaType: string; size: number };

/** Why a file is refused, in the words that the browser and the server share. */
export const fileRefusals = {
  tooLarge: "文件超过 10 MB，请压缩后重新上传",
  empty: "文件是空的，请重新选择",
  wrongType: "仅支持 PDF、JPG、PNG 格式的文件",
  notImage: "照片仅支持 JPG、PNG 格式，请重新选择",
} as const;

/** What can be said against a file before any of it is sent; `image`: as a photo. Null: nothing. */
export function objectionTo(
  file: { name: string; size: number },
  { image = false }: { image?: boolean } = {},
): string | null {
  const name = file.name.toLowerCase();
  const extensions = image ? extensionsOf(imageTypes) : acceptedExtensions;
  if (!extensions.split(",").some((extension) => name.endsWith(extension))) {
    return image ? fileRefusals.notImage : fileRefusals.wrongType;
  }
  if (file.size === 0) return fileRefusals.empty;
  return file.size > maxFileSize ? fileRefusals.tooLarge : null;
}

/** A size in bytes as people read it: `820 KB`, `1.2 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Where a stored file is read; `inline` shows it in place, otherwise it is downloaded. */
export const fileUrl = (id: string, { inline = false } = {}) =>
  `/attachments/${id}${inline ? "?inline=1" : ""}`;
