// What the page talks to: the interface of @ffmpeg/core 0.12, so that either core fits behind the same code. Part of the
// linked script (emcc --post-js): `Module`, `HEAP32` and the like are Emscripten's, whose optimiser knows no newer syntax.

var logger = function () {};

Module['ret'] = -1;
Module['reset'] = function () {
  Module['ret'] = -1;
};
Module['setLogger'] = function (receive) {
  logger = receive;
};
// Progress is read from the devices, and jobs are ended with their worker: @ffmpeg/ffmpeg asks for these.
Module['setProgress'] = function () {};
Module['setTimeout'] = function () {};

/** Runs ffmpeg's main; returns its exit code. One run for each instance: it leaves its globals as they are. */
Module['exec'] = function () {
  return runMain(Module['_ffmpeg_main'], ['ffmpeg', '-nostdin', '-y'].concat(Array.from(arguments)));
};

/** Runs ffprobe's main; returns its exit code. */
Module['ffprobe'] = function () {
  return runMain(Module['_ffprobe_main'], ['ffprobe'].concat(Array.from(arguments)));
};

function runMain(main, args) {
  try {
    Module['ret'] = main(args.length, argumentVector(args));
  } catch (error) {
    // exit() unwinds the stack by an exception. Anything else is a trap, which must not pass for an end.
    if (!(error instanceof ExitStatus)) throw error;
    Module['ret'] = error.status;
  }
  return Module['ret'];
}

/** `args` as C has them; never freed, as the instance goes after its run. */
function argumentVector(args) {
  var vector = _malloc(4 * (args.length + 1));
  args.forEach(function (text, index) {
    var bytes = lengthBytesUTF8(text) + 1;
    var at = _malloc(bytes);
    stringToUTF8(text, at, bytes);
    HEAP32[(vector >> 2) + index] = at;
  });
  HEAP32[(vector >> 2) + args.length] = 0;
  return vector;
}
