// The interface that the page calls: that of @ffmpeg/core 0.12, so that the same code can use either core. Part of the
// linked script (emcc --post-js). `Module`, `HEAP32` and the like are Emscripten's, and its optimiser accepts no newer
// syntax.

var logger = function () {};

Module['ret'] = -1;
Module['reset'] = function () {
  Module['ret'] = -1;
};
Module['setLogger'] = function (receive) {
  logger = receive;
};
// @ffmpeg/ffmpeg requires these two. They do nothing: progress is read from the devices, a job ends with its worker.
Module['setProgress'] = function () {};
Module['setTimeout'] = function () {};

/** Runs ffmpeg's main; returns its exit code. Only once per instance, because ffmpeg does not reset its globals. */
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
    // exit() unwinds the stack with an exception. Any other exception is a trap, which must not be taken for an exit.
    if (!(error instanceof ExitStatus)) throw error;
    Module['ret'] = error.status;
  }
  return Module['ret'];
}

/** Copies `args` into a C argument vector. It is never freed, because the instance is discarded after its run. */
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
