#!/usr/bin/env bash
# Builds the core into core/lib from Debian 12's sources with Debian 13's Emscripten: `npm run build:core`. Takes about
# twenty minutes on two cores. Needs Debian 12 and root, to fetch the sources and to install a Debian 13 in the work
# folder. Building the app needs none of this, because core/lib is committed.
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

# Installs Debian 13. The compiler's version is pinned, because another version makes another core. The folder gets its
# final name only when it is complete.
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

# Fetches Debian's source packages through a separate sources list, which leaves the system's list as it is.
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

# Compiles in the Debian 13, where this folder is mounted as /core and the work folder as /work. Both are unmounted even
# after a failure: otherwise, removing the work folder would also remove this folder.
compile() {
  trap 'umount --quiet "$work"/debian/{core,work,proc} || true' EXIT
  mount --bind "$room" "$work/debian/core"
  mount --bind "$work" "$work/debian/work"
  mount -t proc proc "$work/debian/proc"
  env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root chroot "$work/debian" bash /core/compile.sh
}

main
