#!/bin/sh
# Installs the Debian packages named in the given lists that this machine lacks; says nothing when there are none. With --optional
# a package that cannot be had is told and left out: the tests that want it skip, loudly.
set -eu
optional=
if [ "$1" = --optional ]; then optional=1; shift; fi
lacking=
for list in "$@"; do
    while read -r package; do
        [ -n "$package" ] || continue
        # node and npm are often there from elsewhere than Debian: what counts is the command.
        case $package in
            nodejs) command -v node >/dev/null && continue ;;
            npm) command -v npm >/dev/null && continue ;;
        esac
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || lacking="$lacking $package"
    done < "$list"
done
[ -n "$lacking" ] || exit 0
echo "installing:$lacking"
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
$as_root apt-get update -qq
install() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
if [ -n "$optional" ]; then
    for package in $lacking; do install "$package" || echo "cannot install $package: its tests will be skipped"; done
else
    install $lacking
fi
