#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# scripts/lib/libtorch.sh against wheels of a few bytes in a folder that plays the package index: whatever breaks on the
# way is noticed, said, and mended by the next run.
#   setup_test.sh SCRATCH_FOLDER
set -euo pipefail
scratch=$1
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
/usr/bin/python3 -m pip --version >/dev/null || exit 1
rm -rf "$scratch"
mkdir -p "$scratch/index" "$scratch/checkout 造画/scripts"
scratch=$(cd "$scratch" && pwd -P)
cp -r "$sources/scripts/lib" "$scratch/checkout 造画/scripts/"
lock="$scratch/checkout 造画/scripts/lib/libtorch.lock"
installed=$scratch/cache/zaohua/toolchain/libtorch-9.1.0
# pip finds wheels only in the folder, whatever this machine has configured. It would split a path at its spaces.
index_address=$(/usr/bin/python3 -c 'import pathlib, sys; print(pathlib.Path(sys.argv[1]).as_uri())' "$scratch/index")
export PIP_CONFIG_FILE=/dev/null PIP_NO_INDEX=1 PIP_FIND_LINKS=$index_address XDG_CACHE_HOME=$scratch/cache
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL

# The wheel that plays the lock file's pip hands over to this machine's own, which may be too old for one option.
/usr/bin/python3 - "$scratch/index" "$lock" <<'PYTHON'
import hashlib, pathlib, sys, zipfile

index, lock = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PIP = """
import runpy, sys
at = sys.argv.index("--resume-retries")
del sys.argv[at:at + 2]
del sys.path[0]
for name in [name for name in sys.modules if name.split(".")[0] == "pip"]:
    del sys.modules[name]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
WHEELS = [
    ("tool", "pip-99.0-py3-none-any.whl", {"pip/__main__.py": PIP}, ""),
    ("cpu", "torch-9.1.0-cp311-cp311-manylinux_2_28_x86_64.whl",
     {"torch/lib/libtorch_cpu.so": "cpu", "torch/lib/libtorch_cuda.so": "cuda", "torch/include/ATen/ATen.h": "header"},
     "torch/include/* torch/lib/libtorch_cpu.so"),
    ("cpu", "nvidia_x-1.0-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
     {"nvidia/cu13/lib/libx.so.13": "x"}, "nvidia/cu13/lib/*.so.*"),
    ("cuda", "torch-9.1.0-cp311-cp311-manylinux_2_28_x86_64.whl", None, "torch/lib/libtorch_cuda.so"),
]
lines = []
for part, file, members, patterns in WHEELS:
    if members is not None:
        name, version = file.split("-")[:2]
        with zipfile.ZipFile(index / file, "w") as wheel:
            for path, text in members.items():
                wheel.writestr(path, text)
            about = f"{name}-{version}.dist-info/"
            wheel.writestr(about + "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            tag = "-".join(file[:-len(".whl")].split("-")[2:])
            wheel.writestr(about + "WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n")
            wheel.writestr(about + "RECORD", "")
    content = (index / file).read_bytes()
    lines.append(f"{part} {len(content)} 10 {hashlib.sha256(content).hexdigest()} {file} {patterns}".rstrip())
lock.write_text("\n".join(lines) + "\n")
PYTHON

install() { # PART…: what it says goes to $scratch/said
  # A process of its own, as scripts/setup is: the lock goes with it.
  bash -euo pipefail -c 'source "$1/scripts/lib/libtorch.sh"; shift; ensure_libtorch "$@"' bash \
    "$scratch/checkout 造画" "$@" 2>"$scratch/said" 9>&-
}
fail() {
  printf '%s\n' "$1" "It said:" "$(cat "$scratch/said")" >&2
  exit 1
}
expect_said() {
  grep --quiet -- "$1" "$scratch/said" || fail "\"$1\" was not said."
}
expect_installed() { # cpu, or cpu cuda
  [[ $(cat "$installed/torch/lib/libtorch_cpu.so") == cpu && -f $installed/torch/include/ATen/ATen.h &&
    $(cat "$installed/nvidia/cu13/lib/libx.so.13") == x ]] || fail "The CPU part is not whole."
  if [[ $* == *cuda* ]]; then
    [[ $(cat "$installed/torch/lib/libtorch_cuda.so") == cuda ]] || fail "The CUDA part is not whole."
  else
    [[ ! -e $installed/torch/lib/libtorch_cuda.so ]] || fail "A machine without a GPU got a CUDA library."
  fi
  [[ ! -e $scratch/cache/zaohua/downloads ]] || fail "Downloads were left behind."
  [[ $(ls -A "$scratch/cache/zaohua/toolchain") == libtorch-9.1.0 ]] || fail "Half-done folders were left behind."
}
start_over() {
  rm -rf "$scratch/cache"
}

# From nothing; then there is nothing to do, and nothing is said.
install cpu || fail "The first installation failed."
expect_installed cpu
mv "$scratch/index" "$scratch/index.away"
install cpu || fail "The second installation wanted something."
[[ ! -s $scratch/said ]] || fail "The second installation should be silent."

# Without an index there is a sentence, and what is installed stays.
! install cpu cuda || fail "Without an index the CUDA part cannot have been installed."
expect_said "could not be downloaded. Check the network connection"
[[ $(wc -l <"$scratch/said") -eq 2 ]] || fail "A failure should be one announcement and one error."
[[ -f $installed/torch/lib/libtorch_cpu.so ]] || fail "A failure destroyed what was installed."
mv "$scratch/index.away" "$scratch/index"
install cpu cuda || fail "The CUDA part was not added."
expect_installed cpu cuda
install cpu || fail "The CUDA installation should serve as a CPU one."
[[ ! -s $scratch/said ]] || fail "The CUDA installation should serve as a CPU one, silently."

# A file other than the pinned one is refused twice and never unpacked.
start_over
wheel=$(echo "$scratch"/index/torch-9.1.0-*.whl)
cp "$wheel" "$scratch/good.whl"
printf 'x' >>"$wheel"
! install cpu || fail "A damaged wheel was installed."
expect_said "It arrived damaged; it is downloaded once more."
expect_said "arrived damaged twice"
[[ ! -e $installed ]] || fail "A damaged wheel was unpacked."
cp "$scratch/good.whl" "$wheel"
install cpu || fail "After a damaged download the next run failed."
expect_installed cpu

# What an interrupted run can leave: half a wheel, a partial download, a half-filled folder, a folder that is not done.
start_over
mkdir -p "$scratch/cache/zaohua/downloads/partial.abc" "$scratch/cache/zaohua/toolchain/.fresh.abc/torch" \
  "$installed/torch/lib"
head -c 100 "$wheel" >"$scratch/cache/zaohua/downloads/$(basename "$wheel")"
install cpu || fail "After an interruption the next run failed."
expect_said "is damaged; it is downloaded again"
expect_installed cpu

# Two at once: the second waits for the first and finds everything done.
mv "$installed" "$scratch/finished"
mv "$scratch/index" "$scratch/index.away"
exec 8>"$scratch/cache/zaohua/setup.lock"
flock 8
install cpu 8>&- &
waiting=$!
until grep --quiet "Another setup is at work" "$scratch/said" 2>/dev/null; do
  kill -0 "$waiting" 2>/dev/null || fail "The second setup did not wait."
  read -r -t 0.05 <> <(:) || true
done
mv "$scratch/finished" "$installed"
exec 8>&-
wait "$waiting" || fail "The waiting setup did not find the work done."
expect_installed cpu
mv "$scratch/index.away" "$scratch/index"

# No space: said before anything is downloaded.
start_over
sed -i 's/^cpu [0-9]*/cpu 9000000000000000/' "$lock"
! install cpu || fail "There cannot have been enough space."
expect_said "Free some space, or set XDG_CACHE_HOME"
! grep --quiet Downloading "$scratch/said" || fail "Space should be looked at before the download."
rm -rf "$scratch"
