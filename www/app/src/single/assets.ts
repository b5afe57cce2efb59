/** The parts that lie in the file itself, packed; unpacked when they are first wanted. */

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const unpacked = new Map<string, Promise<ArrayBuffer>>();

export function asset(name: "wasm" | "lexicon" | "model" | "sqlite"): Promise<ArrayBuffer> {
  const known = unpacked.get(name);
  if (known) return known;
  const element = document.getElementById(`asset-${name}`) as HTMLElement;
  const stream = new Blob([bytesOf(element.textContent ?? "")]).stream().pipeThrough(new DecompressionStream("gzip"));
  const made = new Response(stream).arrayBuffer();
  element.remove();
  unpacked.set(name, made);
  return made;
}
