#!/usr/bin/env bash
# Builds the core into core/lib from Debian 12's sources with Debian 13's Emscripten: `npm run build:core`. Takes some twenty
# minutes on two cores and needs Debian 12 and root, to fetch the sources and to make a Debian 13 of its own in the work folder.
# Who builds the app needs none of it: lib is committed.
#
# A second build must give the same bytes. The sources have fixed sums, the compiler has a fixed version, and neither a date nor the
# path of the work folder is in what is built. The packages that the compiler needs (binaryen, LLVM) have no fixed version: a Debian 13
# made later may have newer ones. The last line says whether the bytes are those that lib had before. For a check from the beginning
# CAPSTAN_CORE_WORK names an empty folder.
set -euo pipefail

room=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${CAPSTAN_CORE_WORK:-$room/../.cache/core}

main() {
  mkdir -p "$work/sources"
  work=$(cd "$work" && pwd)
  make_debian
  fetch_sources
  local before
  before=$(built_sums 2>/dev/null || true)
  compile
  node "$room/check.mjs"
  built_sums
  compare_sums "$before" "$(built_sums)"
}

built_sums() {
  (cd "$room/lib" && sha256sum ffmpeg-core.js ffmpeg-core.wasm)
}

compare_sums() {
  if [ "$1" = "$2" ]; then
    echo "Building again gave the same bytes: the SHA-256 sums are those that core/lib had before."
  else
    echo "These SHA-256 sums are not those that core/lib had before. A source file, a patch, an option or a package of the compiler is"
    echo "another one than then, or the build does not give the same bytes twice."
  fi
}

# The compiler's version is named: another one makes another core. The folder gets its name when all is in it.
make_debian() {
  if [ -d "$work/debian" ]; then return; fi
  apt-get update
  local mirror
  mirror=$(find_mirror)
  if [ -z "$mirror" ]; then
    echo "The system's list of sources has no Debian mirror with an http or https address. Add one to /etc/apt/sources.list." >&2
    return 1
  fi
  apt-get install -y --no-install-recommends debootstrap xz-utils patch
  rm -rf --one-file-system "$work/debian.part"
  debootstrap --variant=minbase trixie "$work/debian.part" "$mirror"
  chroot "$work/debian.part" apt-get install -y --no-install-recommends emscripten=3.1.69+dfsg-3 pkg-config make
  mkdir "$work/debian.part"/{core,work}
  mv "$work/debian.part" "$work/debian"
}

# The first http or https mirror of Debian in the system's list of sources. apt reads the list, so that both of its forms are
# understood. The label leaves out the security archive and other people's repositories: neither has a whole Debian.
find_mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' |
    awk '/^https?:/ && !found { print; found = 1 }'
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
