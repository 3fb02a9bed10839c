# SPDX-License-Identifier: Apache-2.0
"""Fetches the Fluent Emoji pictures and packs them into one archive.

    cd tools && python3 -m demo_model.data.fetch                      # by npm, 20 MB
    cd tools && python3 -m demo_model.data.fetch --from images.tar    # from an archive that is already here

The archive (build/demo/fluent-emoji.tar unless --output says otherwise) has the same bytes everywhere. What is checked
is the content, picture by picture, not the archive that it came in: any packing of the same pictures will do.
"""

import argparse
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@lobehub/fluent-emoji-3d@1.1.0"
PICTURES = 3391
# Of the lines "SHA-256 of the picture, two spaces, its file name", sorted by name.
CONTENT_SHA256 = "fcd4785ee7114ef06703d90a4dbf97f8b5bc2aeaa3ea39e18b590e79453e0572"
LICENSES = Path(__file__).with_name("LICENSES")
DEFAULT_OUTPUT = Path(__file__).parents[3] / "build" / "demo" / "fluent-emoji.tar"


def download(folder: Path) -> Path:
    """By npm, so that it comes from wherever packages come from on this machine."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(f"npm is not installed. Install it, or give the archive of {PACKAGE} with --from.")
    subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def read_pictures(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {
            Path(member.name).name: tar.extractfile(member).read()
            for member in tar
            if member.isfile() and member.name.endswith(".webp")
        }


def content_digest(pictures: dict[str, bytes]) -> str:
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(pictures.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def pack(pictures: dict[str, bytes], output: Path) -> None:
    """Complete or not there at all: written under another name first."""
    output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = output.with_suffix(".new")
    files = {"LICENSES": LICENSES.read_bytes()} | {f"assets/{name}": data for name, data in sorted(pictures.items())}
    with tarfile.open(unfinished, "w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    unfinished.rename(output)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="source", type=Path, help="an archive of the pictures instead of the download")
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pictures = read_pictures(arguments.source or download(Path(folder)))
    if content_digest(pictures) != CONTENT_SHA256:
        found = f"{len(pictures)} pictures were found, but not the {PICTURES} of fluent-emoji-3d 1.1.0"
        print(f"{found}: nothing was written.", file=sys.stderr)
        return 1
    pack(pictures, arguments.output)
    print(f"{arguments.output}: {len(pictures)} pictures, {arguments.output.stat().st_size >> 20} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
