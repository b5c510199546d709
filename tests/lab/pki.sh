# The throw-away certificates of one run: a CA, and what it signed for servers and clients, good and bad.
# 10.97.0.2 is the far end of the line of tests/bench.
# Sourced by up; make_pki DIR writes NAME.pem and NAME.key for ca, server, client, expired, wrong-host, self-signed,
# and client.p12, whose passphrase is lab.

make_pki() {
    local pki=$1
    mkdir -p "$pki/issued"
    : >"$pki/index"
    (
        cd "$pki" || exit
        ca_config >openssl.cnf
        self_sign ca '/CN=ftps lab CA' v3_ca
        self_sign self-signed /CN=localhost v3_server
        issue server /CN=localhost v3_server -1day +30days
        issue client /CN=lab v3_client -1day +30days
        openssl pkcs12 -export -in client.pem -inkey client.key -certfile ca.pem -passout pass:lab -out client.p12
        issue expired /CN=localhost v3_server -30days -1day
        issue wrong-host /CN=other.example v3_other -1day +30days
    )
}

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }

self_sign() { # NAME SUBJECT EXTENSIONS
    new_key "$1"
    openssl req -new -x509 -config openssl.cnf -extensions "$3" -subj "$2" -key "$1.key" -days 30 -out "$1.pem"
}

issue() { # NAME SUBJECT EXTENSIONS FROM UNTIL
    new_key "$1"
    openssl req -new -config openssl.cnf -subj "$2" -key "$1.key" -out "$1.csr"
    openssl ca -batch -notext -config openssl.cnf -extensions "$3" -in "$1.csr" -out "$1.pem" \
        -startdate "$(stamp "$4")" -enddate "$(stamp "$5")" 2>"$1.log" || cat "$1.log" >&2
}

stamp() { date -u -d "$1" +%Y%m%d%H%M%SZ; }

ca_config() {
    cat <<'END'
[ca]
default_ca = lab
[lab]
database = index
new_certs_dir = issued
rand_serial = yes
unique_subject = no
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[v3_ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[v3_server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1, IP:10.97.0.2
[v3_other]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:other.example
[v3_client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
END
}
