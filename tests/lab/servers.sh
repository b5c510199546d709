# How each kind of server is configured and started. Sourced by up, which sets RUN (the folder of this run);
# start_SOFTWARE NAME PORT HOME starts one row of servers.table.

# Runs a command in a process group of its own, so that down can end it with all its children.
launch() { # NAME COMMAND...
    local name=$1 pid
    shift
    # vsftpd writes its start-up errors to descriptor 0. Descriptor 9 is up's lock.
    # None keeps the caller's folder, which may go away: pyftpdlib asks for its own at every CWD.
    setsid env -C / "$@" 0<>"$RUN/log/$name" >>"$RUN/log/$name" 2>&1 9>&- &
    pid=$!
    echo "$pid $(start_time "$pid") $name" >>"$RUN/pids"
}

# Fills in a template's @WORDS@: fill TEMPLATE WORD=VALUE...
fill() {
    local text word
    text=$(<"$LAB/$1")
    shift
    for word in "$@"; do
        text=${text//@${word%%=*}@/${word#*=}}
    done
    printf '%s\n' "$text"
}

start_vsftpd() {
    local name=$1 conf=$RUN/conf/$1.conf implicit=NO limit=0 environment=()
    case $name in
        vsftpd-implicit) implicit=YES ;;
        vsftpd-tls12) environment=(env OPENSSL_CONF="$LAB/openssl-tls12.cnf") ;;
        limit2) limit=2 ;;
    esac
    fill vsftpd.conf.in "PORT=$2" "HOME=$3" "RUN=$RUN" "PKI=$RUN/pki" "PAM=$PAM_SERVICE" \
        "LOG=$RUN/log/$name.ftp" "IMPLICIT=$implicit" "MAX_PER_IP=$limit" >"$conf"
    # One process listens on one address.
    launch "$name" "${environment[@]}" "$VSFTPD" "$conf" -olisten=YES
    launch "$name" "${environment[@]}" "$VSFTPD" "$conf" -olisten_ipv6=YES
}

start_proftpd() {
    local name=$1 protocols='TLSv1.2 TLSv1.3' verify=off options=''
    case $name in
        proftpd-tls13) protocols=TLSv1.3 ;;
        proftpd-clientcert) verify=on ;;
        proftpd-implicit) options='TLSOptions UseImplicitSSL' ;;
    esac
    echo "$LAB_USER:$(openssl passwd -6 "$LAB_PASSWORD"):1:1::$3:/bin/false" >"$RUN/conf/$name.passwd"
    chmod 600 "$RUN/conf/$name.passwd"
    fill proftpd.conf.in "NAME=$name" "PORT=$2" "CONF=$RUN/conf" "PKI=$RUN/pki" "LOG=$RUN/log/$name.ftp" \
        "PROTOCOLS=$protocols" "VERIFY_CLIENT=$verify" "TLS_OPTIONS=$options" >"$RUN/conf/$name.conf"
    launch "$name" proftpd -n -q -c "$RUN/conf/$name.conf"
}

start_pure_ftpd() {
    local name=$1 db=$RUN/conf/$1.pdb
    # Not by `pure-pw useradd`: its kind of hash makes every login take seconds.
    echo "$LAB_USER:$(openssl passwd -6 "$LAB_PASSWORD"):1:1::$3/./::::::::::::" >"$RUN/conf/$name.passwd"
    "$PURE_PW" mkdb "$db" -f "$RUN/conf/$name.passwd"
    local flags=(-A -E -H -u 1 -Y 3 -2 "$RUN/pki/server.pem,$RUN/pki/server.key" -l "puredb:$db" -c 60 -C 60 -f none)
    launch "$name" "$PURE_FTPD" "${flags[@]}" -g "$RUN/conf/$name.pid4" -S "127.0.0.1,$2"
    launch "$name" "$PURE_FTPD" "${flags[@]}" -g "$RUN/conf/$name.pid6" -S "::1,$2"
}

start_pyftpdlib() {
    local name=$1 certificate=server extra=()
    case $name in
        cert-expired | cert-wrong-host | cert-self-signed) certificate=${name#cert-} ;;
        quota) extra=(--quota 1048576) ;;
    esac
    [ "$name" = no-tls ] || extra+=(--cert "$RUN/pki/$certificate.pem" --key "$RUN/pki/$certificate.key")
    launch "$name" "$PYTHON" "$LAB/pyftpd.py" --port "$2" --home "$3" --user "$LAB_USER" --password "$LAB_PASSWORD" "${extra[@]}"
}

start_aioftp() {
    launch "$1" "$PYTHON" "$LAB/aioftpd.py" "$2" "$3" "$LAB_USER" "$LAB_PASSWORD" "$RUN/pki/server.pem" "$RUN/pki/server.key"
}

start_ftp_srv() {
    launch "$1" env NODE_PATH="$CACHE/npm/node_modules" node "$LAB/ftp-srv.js" "$2" "$3" "$LAB_USER" "$LAB_PASSWORD" \
        "$RUN/pki/server.pem" "$RUN/pki/server.key"
}

# Runs as daemon from the start, so it needs a program and a key that this user may read.
start_unftp() {
    install -m 755 "$UNFTP" "$RUN/conf/unftp"
    install -o daemon -m 400 "$RUN/pki/server.key" "$RUN/conf/unftp.key"
    launch "$1" env LAB_PORT="$2" LAB_HOME="$3" LAB_USER="$LAB_USER" LAB_PASSWORD="$LAB_PASSWORD" \
        LAB_CERT="$RUN/pki/server.pem" LAB_KEY="$RUN/conf/unftp.key" \
        setpriv --reuid=daemon --regid=daemon --clear-groups "$RUN/conf/unftp"
}
