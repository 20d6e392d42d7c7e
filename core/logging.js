// Part of the linked script, before Emscripten's code (emcc --pre-js): where it prints and where it finds its module.

Module['print'] = function (message) {
  logger({ type: 'stdout', message: message });
};
Module['printErr'] = function (message) {
  logger({ type: 'stderr', message: message });
};

/** @ffmpeg/ffmpeg's worker appends the module's address to the script's, after a #, as Base64-encoded JSON. */
Module['locateFile'] = function (path, folder) {
  var told = String(Module['mainScriptUrlOrBlob']).split('#')[1];
  return told === undefined ? folder + path : JSON.parse(atob(told)).wasmURL;
};
