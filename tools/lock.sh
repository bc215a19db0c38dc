#!/bin/sh
# Writes the lock files of requirements/ anew from pyproject.toml: exact versions and hashes for every
# Python from 3.11 and every platform, with no addresses in them. Needs `uv` on the path.
# `sh tools/lock.sh` keeps what still fits; `sh tools/lock.sh --upgrade` takes the newest that fits.
set -eu
cd "$(dirname "$0")/.."

lock() {
    target=$1
    shift
    echo "requirements/$target.txt"
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
        --output-file "requirements/$target.txt" "$@"
}

lock setup --group setup "$@"
lock build pyproject.toml --constraint requirements/setup.txt "$@"
lock test pyproject.toml --group test --constraint requirements/setup.txt --constraint requirements/build.txt "$@"
lock node --group fonts "$@"
