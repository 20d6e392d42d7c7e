// Part of the linked script, before Emscripten's own (emcc --pre-js): where it prints, and where it finds its module.

Module['print'] = function (message) {
  logger({ type: 'stdout', message: message });
};
Module['printErr'] = function (message) {
  logger({ type: 'stderr', message: message });
};

/** @ffmpeg/ffmpeg's worker tells the module's address behind the # of the script's. */
Module['locateFile'] = function (path, folder) {
  var told = String(Module['mainScriptUrlOrBlob']).split('#')[1];
  return told === undefined ? folder + path : JSON.parse(atob(told)).wasmURL;
};
