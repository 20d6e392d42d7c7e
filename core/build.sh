#!/usr/bin/env bash
# Builds the core into core/lib from Debian 12's sources with Debian 13's Emscripten: `npm run build:core`. Takes about
# twenty minutes on two cores. Needs Debian 12 and root, to fetch the sources and to install a Debian 13 in the work
# folder. Building the app needs none of this, because core/lib is committed.
#
# A second build must give the same bytes. The sources have fixed sums, the compiler has a fixed version, and the output
# contains neither a date nor the path of the work folder. The packages that the compiler needs (binaryen, LLVM) have no
# fixed version: a Debian 13 installed later may have newer ones. The last line says whether the bytes are those that lib
# had before. To check from the beginning, let CAPSTAN_CORE_WORK name an empty folder.
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

# Installs Debian 13. The compiler's version is pinned, because another version makes another core. The folder gets its
# final name only when it is complete.
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

# The first http or https mirror of Debian in the system's list of sources. apt reads the list, so both of its forms are
# understood. The label excludes the security archive and other repositories, neither of which has a complete Debian.
find_mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' |
    awk '/^https?:/ && !found { print; found = 1 }'
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
