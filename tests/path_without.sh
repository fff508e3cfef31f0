#!/bin/sh
# Print a PATH with everything in it but some programs: sh path_without.sh FOLDER PROGRAM...
#
# FOLDER, made anew, has a link to every other program.
set -eu
folder=$1
shift
rm -rf "$folder"
mkdir -p "$folder"
IFS=:
for place in $PATH; do
    for program in "$place"/*; do
        name=${program##*/}
        [ -e "$folder/$name" ] || [ ! -x "$program" ] || ln -s "$program" "$folder/$name"
    done
done
unset IFS
for name in "$@"; do
    rm -f "$folder/$name"
done
cd "$folder"
pwd
