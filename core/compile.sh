# Makes /core/lib from /work/sources. build.sh runs it in the Debian that it has installed.
set -euo pipefail
source /core/parts.sh

# libopus and LAME have hand-written SSE code, which Emscripten translates one to one into WebAssembly SIMD. Two more
# instructions come with every engine that has SIMD: non-trapping conversion of floats to integers saves a range check
# per conversion, and bulk memory copies save a call of JavaScript per large copy.
simd="-O3 -msimd128 -msse4.1 -mnontrapping-fptoint -mbulk-memory"
# Flags for LAME. -ffast-math is LAME's own default, which it drops when CFLAGS are given. MIN_ARCH_SSE: LAME may use
# SSE2 without checking for it. NDEBUG: assertions would cost about 3 % more time.
lame="$simd -ffast-math -DNDEBUG -DMIN_ARCH_SSE -I/core"
export PKG_CONFIG_LIBDIR=/work/prefix/lib/pkgconfig EM_PKG_CONFIG_PATH=/work/prefix/lib/pkgconfig

main() {
  build_opus
  check_lame_lines
  build_lame
  build_ffmpeg
  link_core
  chmod 644 /core/lib/*
}

# --host is an x86, because only then does configure look for SSE.
build_opus() {
  cd /work/sources/opus-*/
  CFLAGS=$simd emconfigure ./configure --host=x86_64-none-none --prefix=/work/prefix --disable-shared \
    --disable-doc --disable-extra-programs --disable-asm --disable-rtcd --enable-intrinsics \
    --disable-stack-protector --disable-hardening
  emmake make -j"$(nproc)" install
}

check_lame_lines() {
  emcc $lame /core/lame-lines-check.c -o /work/lame-lines-check.cjs
  node /work/lame-lines-check.cjs
}

build_lame() {
  cd /work/sources/lame-*/
  CFLAGS=$lame emconfigure ./configure --host=i686-none-none --prefix=/work/prefix \
    --disable-shared --disable-frontend --disable-decoder --disable-gtktest
  emmake make -j"$(nproc)" install
}

# Paths are relative, because configure's arguments become part of the core.
build_ffmpeg() {
  mkdir -p /work/ffmpeg
  cd /work/ffmpeg
  emconfigure ../sources/ffmpeg-5.1.9/configure --prefix=../prefix --target-os=none --arch=wasm32 --enable-cross-compile \
    --cc=emcc --cxx=em++ --ar=emar --ranlib=emranlib --nm=emnm --pkg-config=pkg-config \
    --disable-asm --disable-runtime-cpudetect --disable-autodetect --disable-stripping --disable-debug --disable-doc \
    --disable-network --disable-pthreads --disable-avdevice --disable-postproc --disable-everything --disable-ffplay \
    --enable-libopus --enable-libmp3lame --enable-protocol=file --enable-demuxer="$DEMUXERS" \
    --enable-decoder="$DECODERS" --enable-parser="$PARSERS" --enable-encoder="$ENCODERS" --enable-muxer="$MUXERS" \
    --enable-filter="$FILTERS" \
    --extra-cflags="$simd -I../prefix/include" --extra-ldflags="-L../prefix/lib -O0" --optflags=-O3
  emmake make -j"$(nproc)" ffmpeg ffprobe
}

# Links both programs into one module. What ffprobe.c defines under ffmpeg.c's names is renamed; both use the tools'
# common parts. Binaryen would inline every function that has only one caller, and so merge a codec's parts into one
# huge function for which a browser's compiler runs out of registers. Inlining only small functions makes MP3 about 11 %
# faster and Opus 6 %.
link_core() {
  cd /work/ffmpeg
  local tool="emcc $simd -I. -Isrc -I../prefix/include -D_ISOC99_SOURCE -D_POSIX_C_SOURCE=200112 -D_XOPEN_SOURCE=600 -c"
  $tool -Dmain=ffmpeg_main src/fftools/ffmpeg.c -o ffmpeg-main.o
  $tool -Dmain=ffprobe_main -Dprogram_name=ffprobe_name -Dprogram_birth_year=ffprobe_birth_year \
    -Dshow_help_default=ffprobe_help src/fftools/ffprobe.c -o ffprobe-main.o
  mkdir -p /core/lib
  emcc $simd ffmpeg-main.o ffprobe-main.o fftools/{ffmpeg_filter,ffmpeg_hw,ffmpeg_mux,ffmpeg_opt,cmdutils,opt_common}.o \
    -L../prefix/lib libavfilter/libavfilter.a libavformat/libavformat.a libavcodec/libavcodec.a \
    libswscale/libswscale.a libswresample/libswresample.a libavutil/libavutil.a -lopus -lmp3lame -lm -lworkerfs.js \
    --no-entry --pre-js /core/logging.js --post-js /core/glue.js \
    -s EXPORT_NAME=createFfmpegCore -s MODULARIZE=1 -s EXPORT_ES6=1 -s ENVIRONMENT=worker \
    -s EXPORTED_FUNCTIONS=_ffmpeg_main,_ffprobe_main,_malloc -s EXPORTED_RUNTIME_METHODS=FS -s FORCE_FILESYSTEM=1 \
    -s DYNAMIC_EXECUTION=0 -s INITIAL_MEMORY=33554432 -s ALLOW_MEMORY_GROWTH=1 -s STACK_SIZE=4194304 \
    -s BINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=200 \
    -o /core/lib/ffmpeg-core.js
}

main
