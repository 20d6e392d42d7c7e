#!/usr/bin/env bash
# Builds the core into core/lib from Debian 12's sources with Debian 13's Emscripten: `npm run build:core`. Takes some twenty
# minutes on two cores and needs Debian 12 and root, to fetch the sources and to make a Debian 13 of its own in the work folder.
# Who builds the app needs none of it: lib is committed.
set -euo pipefail

room=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${CAPSTAN_CORE_WORK:-$room/../.cache/core}

main() {
  mkdir -p "$work/sources"
  work=$(cd "$work" && pwd)
  make_debian
  fetch_sources
  compile
  node "$room/check.mjs"
  (cd "$room/lib" && sha256sum ffmpeg-core.js ffmpeg-core.wasm)
}

# The compiler's version is named: another one makes another core. The folder gets its name when all is in it.
make_debian() {
  if [ -d "$work/debian" ]; then return; fi
  apt-get update
  apt-get install -y --no-install-recommends debootstrap xz-utils patch
  rm -rf --one-file-system "$work/debian.part"
  debootstrap --variant=minbase trixie "$work/debian.part" http://deb.debian.org/debian
  chroot "$work/debian.part" apt-get install -y --no-install-recommends emscripten=3.1.69+dfsg-3 pkg-config make
  mkdir "$work/debian.part"/{core,work}
  mv "$work/debian.part" "$work/debian"
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
  change_source ffmpeg ffmpeg-5.1.9
  change_source lame lame-3.100
}

change_source() {
  local change
  for change in "$room/patches/$1"/*.patch; do patch --quiet --strip=1 --directory="$work/sources/$2" <"$change"; done
}

# In that Debian this folder is /core and the work folder /work. They are unmounted in any case: whoever removes
# the work folder must not remove this one with it.
compile() {
  trap 'umount --quiet "$work"/debian/{core,work,proc} || true' EXIT
  mount --bind "$room" "$work/debian/core"
  mount --bind "$work" "$work/debian/work"
  mount -t proc proc "$work/debian/proc"
  env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root chroot "$work/debian" bash /core/compile.sh
}

main
