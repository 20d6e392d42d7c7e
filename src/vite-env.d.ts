declare module '*?url' {
  const url: string;
  export default url;
}
declare module '*?worker&url' {
  const url: string;
  export default url;
}

/** SHA-256 of the pinned ffmpeg core, written in by the build (lower-case hex). */
declare const __CORE_SHA256__: string;
/** Size of the pinned ffmpeg core in bytes, written in by the build. */
declare const __CORE_BYTES__: number;
declare const __APP_VERSION__: string;
/** The service worker's script, from the page's folder; empty where the build has none. */
declare const __SERVICE_WORKER__: string;
