/** The formats that can be read; one file each. */
export type FileKind = "text" | "markdown" | "html" | "docx" | "pdf" | "image";

/** What the file dialog offers. */
export const accepted =
  ".txt,.text,.md,.markdown,.csv,.html,.htm,.xhtml,.docx,.pdf,.png,.jpg,.jpeg,.webp,.bmp,.gif,text/plain,text/html,image/*,application/pdf";

const starts = (bytes: Uint8Array, signature: string): boolean => [...signature].every((c, i) => bytes[i] === c.charCodeAt(0));

const has = (bytes: Uint8Array, words: string): boolean => {
  const wanted = [...words].map((c) => c.charCodeAt(0));
  const limit = bytes.length - wanted.length;
  for (let at = 0; at <= limit; at += 1) if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
};

/** An Office file of the old kind, which is also how a .docx with a password is kept. */
export const isCompound = (bytes: Uint8Array): boolean => starts(bytes, "\xd0\xcf\x11\xe0");

/** Whether such a file is one with a password: it has a stream of that name, in UTF-16. */
export const isEncryptedOffice = (bytes: Uint8Array): boolean => has(bytes, [..."EncryptedPackage"].join("\0"));

/** What a file is, by its first bytes, and by its name where they do not tell; null where it is nothing we read. */
export function kindOf(bytes: Uint8Array, name: string, type: string): FileKind | null {
  if (has(bytes.subarray(0, 1024), "%PDF-")) return "pdf";
  if (starts(bytes, "PK\x03\x04")) return has(bytes, "word/document.xml") ? "docx" : null;
  const pictures = ["\x89PNG", "\xff\xd8\xff", "GIF8", "BM"];
  const isPicture = pictures.some((signature) => starts(bytes, signature));
  if (isPicture || (starts(bytes, "RIFF") && has(bytes.subarray(8, 12), "WEBP"))) return "image";
  if (type.startsWith("image/")) return type === "image/svg+xml" ? null : "image";
  if (/html/.test(type) || /\.x?html?$/i.test(name)) return "html";
  if (/\.(md|markdown)$/i.test(name) || type === "text/markdown") return "markdown";
  if (/\.(txt|text|csv|tsv|log)$/i.test(name) || type.startsWith("text/")) return "text";
  return /\.\w+$/.test(name) ? null : "text";
}
