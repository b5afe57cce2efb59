// What the packages' own types leave out.
declare module "mammoth/mammoth.browser.js" {
  import mammoth from "mammoth";
  export default mammoth;
}

/** Of Node; the types of tesseract.js name it among what can be recognised. */
type Buffer = never;
