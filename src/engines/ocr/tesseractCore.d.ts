/** The part of tesseract.js-core 7.0.0 that the worker uses; the package ships no types. */
interface TesseractApi {
  /** 0 when the languages were loaded. `mode` 1 is LSTM only. */
  Init(path: null, languages: string, mode: number): number;
  SetVariable(name: string, value: string): boolean;
  /** 0 when `/input` was read as an image. */
  SetImageFile(orientation: number, angle: number): number;
  Recognize(monitor: null): number;
  GetJSONText(): string;
  GetUTF8Text(): string;
  End(): void;
}

interface TesseractCore {
  readonly FS: {
    writeFile(path: string, data: Uint8Array): void;
    unlink(path: string): void;
  };
  readonly TessBaseAPI: new () => TesseractApi;
}

interface TesseractCoreOptions {
  readonly wasmBinary: Uint8Array;
  print(line: string): void;
  printErr(line: string): void;
}

declare module 'tesseract.js-core/*' {
  const load: (options: TesseractCoreOptions) => Promise<TesseractCore>;
  // biome-ignore lint/style/noDefaultExport: the package's own shape
  export default load;
}
