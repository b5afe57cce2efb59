// The recogniser's module, kept from telling the console of its old settings.
importScripts("./core.wasm.js");
const make = self.TesseractCore;
self.TesseractCore = (options) => make({ ...options, print() {}, printErr() {} });
