# What install, up, down and run share: where things live, the one user, and how to say things.
# Sourced, never run.

LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${FTPS_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ftps-lab}
DEFAULT_DIR=${TMPDIR:-/tmp}/ftpslab
LAB_USER=lab
LAB_PASSWORD='secret pass-word' # the blank proves that clients quote and split nothing
PAM_SERVICE=ftps-lab # /etc/pam.d/ftps-lab, for vsftpd
VSFTPD=$CACHE/pkg/usr/sbin/vsftpd
PURE_FTPD=$CACHE/pkg/usr/sbin/pure-ftpd
PURE_PW=$CACHE/pkg/usr/bin/pure-pw
PYTHON=$CACHE/venv/bin/python
UNFTP=$CACHE/unftp-build/release/ftps-lab-unftp

export LC_ALL=C.UTF-8 PYTHONUTF8=1
umask 022
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() {
    say "$*"
    exit 1
}

# The rows of servers.table, without comments and blank lines.
rows() { grep -vE '^(#|$)' "$LAB/servers.table"; }

# Field 22 of /proc/PID/stat: with the number, it names one process for good.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
