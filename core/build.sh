#!/usr/bin/env bash
# Builds the core into core/lib from Debian's sources with Debian's Emscripten: `npm run build:core`. Takes some ten
# minutes on two cores and needs Debian 12 and root, to install the compiler. Who builds the app needs none of it: lib is committed.
set -euo pipefail

room=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${CAPSTAN_CORE_WORK:-$room/../.cache/core}
source "$room/parts.sh"

# libopus and LAME have SSE code by hand; Emscripten turns it into WebAssembly SIMD, one to one. Floats become integers
# by an instruction that does not trap: whatever has SIMD has it, and each is a range check less.
simd="-O3 -msimd128 -msse4.1 -mnontrapping-fptoint"
# Debian's acorn, which Emscripten's optimiser requires, for a Node that is not Debian's.
export NODE_PATH=/usr/share/nodejs
# npm's binaryen, which the kernels are built with, is not the one this Emscripten knows: by npm run it would come first.
PATH=$(tr : '\n' <<<"$PATH" | grep -v node_modules | paste -sd :)

main() {
  mkdir -p "$work/sources" "$work/ffmpeg"
  work=$(cd "$work" && pwd)
  export PKG_CONFIG_LIBDIR=$work/prefix/lib/pkgconfig EM_PKG_CONFIG_PATH=$work/prefix/lib/pkgconfig
  install_tools
  fetch_sources
  build_opus
  build_lame
  build_ffmpeg
  link_core
  chmod 644 "$room"/lib/*
  node "$room/check.mjs"
  (cd "$room/lib" && sha256sum ffmpeg-core.js ffmpeg-core.wasm)
}

install_tools() {
  local tool missing=
  for tool in emcc pkg-config make xz patch; do command -v "$tool" >/dev/null || missing=$tool; done
  if [ -z "$missing" ]; then return; fi
  apt-get update
  apt-get install -y --no-install-recommends emscripten pkg-config make xz-utils patch
}

# Debian's source packages, by a list of sources of our own: the system's is left as it is.
fetch_sources() {
  cd "$work/sources"
  if ! sha256sum --quiet --check "$room/sources.sha256" 2>/dev/null; then
    mkdir -p "$work/lists/partial"
    sed 's/^Types: deb$/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >"$work/deb-src.sources"
    local apt=(apt-get -o "Dir::Etc::sourcelist=$work/deb-src.sources" -o Dir::Etc::sourceparts=/dev/null
      -o "Dir::State::lists=$work/lists" -o APT::Sandbox::User=root)
    "${apt[@]}" update
    "${apt[@]}" source --download-only ffmpeg opus lame
    sha256sum --quiet --check "$room/sources.sha256"
  fi
  local archive
  for archive in *.orig.tar.*z; do tar xf "$archive"; done
  local change
  for change in "$room"/patches/*.patch; do patch --quiet --strip=1 --directory="$work/sources/ffmpeg-5.1.9" <"$change"; done
}

# --host is an x86: only there does its configure look for SSE.
build_opus() {
  cd "$work/sources"/opus-*/
  CFLAGS=$simd emconfigure ./configure --host=x86_64-none-none --prefix="$work/prefix" --disable-shared \
    --disable-doc --disable-extra-programs --disable-asm --disable-rtcd --enable-intrinsics \
    --disable-stack-protector --disable-hardening
  emmake make -j"$(nproc)" install
}

# -ffast-math is LAME's own default; it is gone when CFLAGS are given. MIN_ARCH_SSE: SSE2 is there without asking. NDEBUG:
# with its assertions LAME takes some 3 % longer.
build_lame() {
  cd "$work/sources"/lame-*/
  CFLAGS="$simd -ffast-math -DNDEBUG -DMIN_ARCH_SSE" emconfigure ./configure --host=i686-none-none --prefix="$work/prefix" \
    --disable-shared --disable-frontend --disable-decoder --disable-gtktest
  emmake make -j"$(nproc)" install
}

# Paths are relative: configure's arguments become part of the core.
build_ffmpeg() {
  cd "$work/ffmpeg"
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

# Both programs in one module. What ffprobe.c defines under ffmpeg.c's names is renamed; the tools' common parts serve both.
# Binaryen would put every function that has one caller into it, and make of a codec's parts one huge function, for which a browser's
# compiler finds no registers: small ones only, and MP3 is some 11 % faster, Opus 6 %.
link_core() {
  cd "$work/ffmpeg"
  local tool="emcc $simd -I. -Isrc -I../prefix/include -D_ISOC99_SOURCE -D_POSIX_C_SOURCE=200112 -D_XOPEN_SOURCE=600 -c"
  $tool -Dmain=ffmpeg_main src/fftools/ffmpeg.c -o ffmpeg-main.o
  $tool -Dmain=ffprobe_main -Dprogram_name=ffprobe_name -Dprogram_birth_year=ffprobe_birth_year \
    -Dshow_help_default=ffprobe_help src/fftools/ffprobe.c -o ffprobe-main.o
  mkdir -p "$room/lib"
  emcc $simd ffmpeg-main.o ffprobe-main.o fftools/{ffmpeg_filter,ffmpeg_hw,ffmpeg_mux,ffmpeg_opt,cmdutils,opt_common}.o \
    -L../prefix/lib libavfilter/libavfilter.a libavformat/libavformat.a libavcodec/libavcodec.a \
    libswscale/libswscale.a libswresample/libswresample.a libavutil/libavutil.a -lopus -lmp3lame -lm -lworkerfs.js \
    --no-entry --pre-js "$room/logging.js" --post-js "$room/glue.js" \
    -s EXPORT_NAME=createFfmpegCore -s MODULARIZE=1 -s EXPORT_ES6=1 -s ENVIRONMENT=worker \
    -s EXPORTED_FUNCTIONS=_ffmpeg_main,_ffprobe_main,_malloc -s EXPORTED_RUNTIME_METHODS=FS -s FORCE_FILESYSTEM=1 \
    -s DYNAMIC_EXECUTION=0 -s INITIAL_MEMORY=33554432 -s ALLOW_MEMORY_GROWTH=1 -s TOTAL_STACK=4194304 \
    -s BINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=200 \
    -o "$room/lib/ffmpeg-core.js"
}

main
