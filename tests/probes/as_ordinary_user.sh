#!/bin/sh
# Run a command as a user without rights: sh as_ordinary_user.sh PATH... -- COMMAND
#
# Run it in a mount namespace of its own. A PATH that lies in a folder closed to others,
# as Python's own may lie in root's home, is shown alone at its place.
set -eu
keep=$(mktemp -d)
while [ "$1" != -- ]; do
    closed=
    folder=$1
    while [ "$folder" != / ]; do
        case $(stat -c %A "$folder") in *[xt]) ;; *) closed=$folder ;; esac
        folder=$(dirname "$folder")
    done
    if [ -n "$closed" ]; then
        mount --bind "$1" "$keep"
        mount -t tmpfs -o mode=755 none "$closed"
        mkdir -p "$1"
        mount --move "$keep" "$1"
    fi
    shift
done
shift
export HOME="$keep"
chmod 755 "$keep"
exec setpriv --reuid 12345 --regid 12345 --clear-groups --inh-caps=-all \
    --bounding-set=-all "$@"
