declare module 'libheif-js/libheif-wasm/libheif.js' {
  function libheif(options: { wasmBinary: Uint8Array }): unknown;
  export = libheif;
}
