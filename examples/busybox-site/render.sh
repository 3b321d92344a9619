#!/bin/sh
set -e
mkdir -p out

case "$1" in
archive)
    # What takes long and changes seldom.
    dd if=/dev/urandom bs=1000 count=24000 2>/dev/null | gzip -9 >out/archive.gz
    ;;
pages)
    for page in pages/*.txt; do
        name=$(basename "$page" .txt)
        echo "rendering $name"
        { echo "<!doctype html><title>$name</title><pre>"; cat "$page"; echo "</pre>"; } >"out/$name.html"
        sleep 1
    done
    ;;
esac
