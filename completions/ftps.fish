# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_ftps_global_optspecs
    string join \n h/help V/version
end

function __fish_ftps_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_ftps_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_ftps_using_subcommand
    set -l cmd (__fish_ftps_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c ftps -n "__fish_ftps_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ftps -n "__fish_ftps_needs_command" -s V -l version -d 'Print version'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "ls" -d 'List remote folders and files'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "get" -d 'Fetch remote files'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "put" -d 'Send files to a server'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "mirror" -d 'Make one folder equal to another, one of them on a server'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "cat" -d 'Print remote files'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "head" -d 'Print the first lines of remote files'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "tail" -d 'Print the last lines of remote files, and what is appended to one'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "tree" -d 'Show remote folders as trees'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "find" -d 'Find names in remote folders and below'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "stat" -d 'Show all facts that a server reports of files and folders'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "du" -d 'Show the sizes of remote folders'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "df" -d 'Show how much can still be stored in remote folders'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "rm" -d 'Remove remote files, and folders with -r'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "mv" -d 'Move or rename remote files and folders'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "cp" -d 'Copy remote files and folders on their server'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "touch" -d 'Set the modification time of remote files, and make empty files'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "ln" -d 'Make symbolic links on a server'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "mkdir" -d 'Make remote folders'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "rmdir" -d 'Remove empty remote folders'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "chmod" -d 'Change the permissions of remote files and folders'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "checksum" -d 'Show and check digests of remote files'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "doctor" -d 'Examine a server: what is wrong, whom it hurts, and the line of configuration that cures it'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "inventory" -d 'List the certificates, TLS versions and policy results of several servers'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "feat" -d 'Show the features that a server announces'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "quote" -d 'Send a command of your own and show the reply'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "site" -d 'Send a SITE command and show the reply'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "sites" -d 'Save servers under short names'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "hosts" -d 'Show or forget what was learned of servers'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "trust" -d 'Keep the certificates that are trusted for single servers'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "shell" -d 'Work at a server interactively'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "run" -d 'Run the commands of a script'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "completions" -d 'Print the completion script for a shell'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l sort -d 'Sort by WORD' -r -f -a "name\t''
time\t''
size\t''
extension\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s l -l long -d 'Show permissions, owner, group, size and time too'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s a -s A -l all -d 'Show names that begin with a dot too, as is always done'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s 1 -l one-per-line -d 'Show one name a line'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s h -l human-readable -d 'Show sizes as 1.20 MiB'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s d -l directory -d 'Show folders themselves, not their entries'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s R -l recursive -d 'Show the folders in folders too'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s F -l classify -d 'Mark folders by /, links by @, programs by *'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l utc -d 'Show times in UTC'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s 0 -l null -l zero -d 'Print the exact bytes of each name, ended by NUL'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l raw -d 'Print the listing as the server sends it'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s t -d 'Sort by time, the newest first'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s S -d 'Sort by size, the largest first'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s X -d 'Sort by extension'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s U -d 'Do not sort: print entries as they come, at once'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s r -l reverse -d 'Reverse the order'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l group-directories-first -d 'Show folders before files'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l quote-after -d 'Send CMD once at the end, when all files are done; its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -s o -l output -d 'Store under NAME; all operands are sources' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -s t -l target-directory -d 'Store in the folder DIR; all operands are sources' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l verify -d 'Compare sizes, digests, the file fetched again, or nothing' -r -f -a "size\t''
hash\t''
readback\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l limit-rate -d 'Move at most RATE bytes a second, all files together: 64K, 10M' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l from-file -d 'Fetch the files that LIST names too (- is standard input): remote names as they are, never patterns; with one REMOTE, a folder, relative to that, else each a whole target' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -s j -l jobs -d 'Move N files at a time, each over a login of its own' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l segments -d 'Fetch each large file in N parts side by side, each over a login of its own: faster where the server limits each connection' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l allow-missing-close-notify -d 'Accept data that ends without TLS\'s close_notify if its size is the one that the server told; listings never'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l mkdir -d 'Make the target folder if it does not exist'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l direct -d 'Write under the final name at once, without a temporary one'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l ascii -d 'Convert line ends: LF here, CR LF on the wire, the server\'s own there; a CR LF here goes as one, and comes back as LF. Sizes are not compared, and nothing is resumed. The same as ;type=a in a URL'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l continue -d 'Resume the files of an interrupted run, if their sources are still the same'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l fsync -d 'Wait until local files and their folder are on the disk'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l no-times -d 'Do not keep modification times'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s 0 -l null -d 'Names in LIST end with NUL instead of a line end'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s n -l skip-existing -l no-clobber -d 'Skip files whose name exists at the target already'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l newer -d 'Replace existing files only by newer ones'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l overwrite -d 'Replace existing files (the default)'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l remove-source -d 'Remove each source once its copy is whole and verified'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s r -l recursive -d 'Fetch folders too, as mirror does, without deletion'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l quote-after -d 'Send CMD once at the end, when all files are done; its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -s o -l output -d 'Store under NAME; all operands are sources' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -s t -l target-directory -d 'Store in the folder DIR; all operands are sources' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l verify -d 'Compare sizes, digests, the file fetched again, or nothing' -r -f -a "size\t''
hash\t''
readback\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l limit-rate -d 'Move at most RATE bytes a second, all files together: 64K, 10M' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l from-file -d 'Send the files that LIST names too (- is standard input): local names, as they would be given as LOCAL' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -s j -l jobs -d 'Move N files at a time, each over a login of its own' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l chmod -d 'Give each file the permissions MODE, such as 640' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l allow-missing-close-notify -d 'Accept data that ends without TLS\'s close_notify if its size is the one that the server told; listings never'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l mkdir -d 'Make the target folder if it does not exist'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l direct -d 'Write under the final name at once, without a temporary one'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l ascii -d 'Convert line ends: LF here, CR LF on the wire, the server\'s own there; a CR LF here goes as one, and comes back as LF. Sizes are not compared, and nothing is resumed. The same as ;type=a in a URL'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l continue -d 'Resume the files of an interrupted run, if their sources are still the same'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l fsync -d 'Wait until local files and their folder are on the disk'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l no-times -d 'Do not keep modification times'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s 0 -l null -d 'Names in LIST end with NUL instead of a line end'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s n -l skip-existing -l no-clobber -d 'Skip files whose name exists at the target already'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l newer -d 'Replace existing files only by newer ones'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l overwrite -d 'Replace existing files (the default)'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l remove-source -d 'Remove each source once its copy is whole and verified'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l append -d 'Append to the remote file, under its own name; never twice'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s r -l recursive -d 'Send folders too, as mirror does, without deletion'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l quote-after -d 'Send CMD once at the end, when all files are done; its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l plan-out -d 'Change nothing: write the plan to FILE, for --apply' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l apply -d 'Carry out the plan that --plan-out wrote to FILE, if all of it still holds; else do nothing (12)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s j -l jobs -d 'List folders and move files by N logins at a time; fewer where the server allows fewer' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l links -d 'Symbolic links of SOURCE: skip them, mirror their goals, or make them again on this machine if they stay within the tree' -r -f -a "skip\t''
follow\t''
copy\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l stable-for -d 'Skip files that were modified less than TIME ago: somebody may still be writing them' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l done-file -d 'When all is done, put an empty file NAME into DEST as the very last' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l include -d 'Include entries that GLOB matches; given first, nothing else (see below)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l exclude -d 'Exclude entries that GLOB matches, on both sides' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l exclude-from -d 'Read rules from a file as git reads .gitignore' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l max-size -d 'Exclude files above SIZE: 64K, 10M, 2G' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l min-size -d 'Exclude files below SIZE' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l newer-than -d 'Exclude files modified before WHEN: 7d ago, or 2026-01-31' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l older-than -d 'Exclude files modified after WHEN' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l max-depth -d 'Exclude entries deeper than N levels; those in SOURCE itself are at level 1' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l compare -d 'Files are the same by size and time, by size alone, or by digests' -r -f -a "time\t''
size\t''
hash\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l max-delete -d 'Stop (12) where more than N entries of DEST, or N%, would be deleted' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l backup-dir -d 'Move deleted and replaced files to DIR, a folder on the side of DEST' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l verify -d 'Compare sizes, digests, the file fetched again, or nothing, after each file' -r -f -a "size\t''
hash\t''
readback\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l limit-rate -d 'Move at most RATE bytes a second, all files together: 64K, 10M' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s n -l dry-run -d 'Change nothing: print the plan'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l mkdir -d 'Make the folders above DEST too, if they do not exist'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l fail-fast -d 'Begin nothing more after the first failure'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s R -l reverse -d 'From here to the server; without it from the server to here'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l remove-source -d 'Remove each file of SOURCE once its copy is whole and verified; folders stay'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l newer -d 'Replace only files that are older at DEST'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l delete -d 'Delete entries that SOURCE does not have, after all files were moved'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l delete-excluded -d 'The same, and delete what the rules exclude too'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l fsync -d 'Wait until local files and their folder are on the disk'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l no-times -d 'Do not keep modification times'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l allow-missing-close-notify -d 'Accept data that ends without TLS\'s close_notify if its size is the one that the server told; listings never'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -s n -l lines -d 'Show N lines [10]' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -s c -l bytes -d 'Show N bytes: 512, 4K, 1M' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand head" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand head" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand head" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand head" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand head" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand head" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand head" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand head" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand head" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand head" -l allow-missing-close-notify -d 'Accept data that ends without TLS\'s close_notify if its size is the one that the server told; listings never'
complete -c ftps -n "__fish_ftps_using_subcommand head" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand head" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand head" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand head" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand head" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand head" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand head" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s n -l lines -d 'Show N lines [10]' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s c -l bytes -d 'Show N bytes: 512, 4K, 1M' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l interval -d 'With -f ask every TIME' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l allow-missing-close-notify -d 'Accept data that ends without TLS\'s close_notify if its size is the one that the server told; listings never'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s f -l follow -d 'Go on with what is appended, until Ctrl-C or --deadline'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand tail" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s L -l max-depth -d 'Go no deeper than N levels below TARGET' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s d -l directories -d 'Show folders only'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand tree" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l name -d 'Only names that match GLOB; of several, any' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l iname -d 'The same, whether letters are small or capital' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l type -d 'Only files (f), folders (d) or links (l)' -r -f -a "f\t''
d\t''
l\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -l size -d 'Only files of N bytes, more (+) or less (-): +10M, -4k' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l newer -d 'Only what changed after WHEN: a date, a time ago such as 2h, a local file, HOST:PATH (in a shell PATH)' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l older -d 'Only what changed before WHEN' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l mtime -d 'Only what changed N days ago, earlier (+) or later (-)' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l mmin -d 'The same in minutes' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l perm -d 'Only these permissions: 644, at least these (-222), any of these (/222)' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l maxdepth -l max-depth -d 'Go no deeper than N levels below TARGET' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand find" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand find" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand find" -l empty -d 'Only files without bytes and folders without entries'
complete -c ftps -n "__fish_ftps_using_subcommand find" -s 0 -l null -l print0 -d 'Print the exact bytes of each path, ended by NUL'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l delete -d 'Remove what is found, folders only if they are empty by then; wants a test, such as --name'
complete -c ftps -n "__fish_ftps_using_subcommand find" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand find" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand find" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand find" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand find" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand find" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand stat" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand stat" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l utc -d 'Show times in UTC'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand stat" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -s d -l max-depth -d 'Show folders down to N levels below each TARGET' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand du" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand du" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand du" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand du" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand du" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand du" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand du" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand du" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand du" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand du" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand du" -s h -l human-readable -d 'Show sizes as 1.20 MiB'
complete -c ftps -n "__fish_ftps_using_subcommand du" -s s -l summarize -d 'Show only the total of each TARGET'
complete -c ftps -n "__fish_ftps_using_subcommand du" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand du" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand du" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand du" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand du" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand df" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand df" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand df" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand df" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand df" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand df" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand df" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand df" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand df" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand df" -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand df" -s h -l human-readable -d 'Show sizes as 1.20 MiB'
complete -c ftps -n "__fish_ftps_using_subcommand df" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand df" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand df" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand df" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand df" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s r -s R -l recursive -d 'Remove folders too, with all that is in them'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s i -l interactive -d 'Ask before each name is removed; with -r before each TARGET'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s f -l force -d 'What is not there is no failure; what may be a link to a folder is taken for a folder'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand rm" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s n -l no-clobber -d 'Skip what would replace something'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s i -l interactive -d 'Ask before something is replaced'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand mv" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l verify -d 'Compare sizes, digests, the file fetched again, or nothing, where the bytes go through this machine' -r -f -a "size\t''
hash\t''
readback\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s r -s R -l recursive -d 'Copy folders with all that is in them'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s n -l no-clobber -d 'Skip what would replace something'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand cp" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s d -l date -d 'Set this time: a date, or a time ago such as 2h' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s r -l reference -d 'Set the time of FILE: a local file, or HOST:PATH; in a shell a file on the server' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s c -l no-create -d 'Make no file'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand touch" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ln" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand ln" -s s -l symbolic -d 'Make a symbolic link; FTP knows no other'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand ln" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -s p -l parents -d 'Make those above too, and skip folders that exist'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand mkdir" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand rmdir" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s R -l recursive -d 'Change the entries of folders too, and those below'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand chmod" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s a -l algorithm -d 'Compute this digest' -r -f -a "sha512\t''
sha256\t''
sha1\t''
md5\t''
crc32\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s c -l check -d 'Compare with the digests in the local file LIST, - for standard input' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l against -d 'Compare with the local file LOCAL, or the files of the same names in that folder' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l allow-missing-close-notify -d 'Accept data that ends without TLS\'s close_notify if its size is the one that the server told; listings never'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand checksum" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l write -d 'Also send, resume, rename and remove files, in a folder of its own below DIR' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l fail-on -d 'The least verdict that makes the exit status 1' -r -f -a "warning\t''
bad\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l policy -d 'Judge by a policy, too: default, modern, nist, pci, or a file' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l make-policy -d 'Write a policy that this server keeps, for others to be measured by' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l save -d 'Save the settings that fit as a site' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l report -d 'Write a report as one HTML page' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l explain -d 'Name the known trouble in a log of ftps -vv, curl -v, lftp -d or FileZilla; - reads standard input' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l from-file -d 'A file with a server a line; empty lines and those that begin with # do not count' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l policy -d 'Judge by a policy, too: default, modern, nist, pci, or a file' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l csv -d 'Print a table in CSV (RFC 4180)'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand inventory" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand feat" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand feat" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand feat" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand quote" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand quote" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand quote" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand site" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand site" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand site" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand site" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand site" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand site" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand site" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand site" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand site" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand site" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand site" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand site" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand site" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand site" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand site" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -f -a "list" -d 'List the saved sites'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -f -a "show" -d 'Show the settings of a site, and where each comes from'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -f -a "add" -d 'Save a server as a site'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -f -a "edit" -d 'Change the settings of a site'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -f -a "remove" -d 'Remove saved sites'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -f -a "test" -d 'Log in at saved sites and say how it went'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -f -a "import" -d 'Save the sites that another program has'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and not __fish_seen_subcommand_from list show add edit remove test import export" -f -a "export" -d 'Print sites as they stand in the configuration file'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from list" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from list" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from list" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from list" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l quote-after -d 'Send CMD once at the end, when all files are done; its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l limit-rate -d 'Move at most RATE bytes a second, all files together: 64K, 10M' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l host -d 'The server' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l path -d 'The folder in which relative paths begin' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l unset -d 'Take a key away; may be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l quote -d 'Send CMD after every login, before anything is listed or moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l quote-after -d 'Send CMD once at the end, when all files are done; its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l limit-rate -d 'Move at most RATE bytes a second, all files together: 64K, 10M' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from remove" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from remove" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from remove" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from remove" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -l from -d 'The program whose file it is' -r -f -a "filezilla\t''
lftp\t''
winscp\t''
netrc\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -l passwords -d 'Keep the passwords too, each in a private file'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Show what would be saved, and save nothing'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from export" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from export" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from export" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from export" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand sites; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and not __fish_seen_subcommand_from list show forget" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and not __fish_seen_subcommand_from list show forget" -f -a "list" -d 'List the servers of which something is known'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and not __fish_seen_subcommand_from list show forget" -f -a "show" -d 'Show what is known of a server'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and not __fish_seen_subcommand_from list show forget" -f -a "forget" -d 'Forget what is known of servers'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from list" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from list" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from list" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from list" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from show" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from show" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from show" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from show" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from forget" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from forget" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from forget" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from forget" -l all -d 'All servers'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from forget" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from forget" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from forget" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand hosts; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and not __fish_seen_subcommand_from add list show remove" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and not __fish_seen_subcommand_from add list show remove" -f -a "add" -d 'Connect, show the certificate, and trust it if the user says so'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and not __fish_seen_subcommand_from add list show remove" -f -a "list" -d 'List the servers whose certificates are trusted'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and not __fish_seen_subcommand_from add list show remove" -f -a "show" -d 'Show what is on record of a server, or of all'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and not __fish_seen_subcommand_from add list show remove" -f -a "remove" -d 'Forget the certificate of a server'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l fingerprint -d 'Trust the certificate if it, or its key, has this SHA-256, without a question' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l renewals -d 'Trust later certificates too, if they have the same key, or the same names and issuer'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from list" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from list" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from list" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from list" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand trust; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand shell" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand shell" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand shell" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand run" -s c -l commands -d 'Run COMMANDS, which ; or line ends separate, instead of a file\'s' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand run" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand run" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l virtual-host -d 'Ask for the virtual host NAME before the login (HOST, RFC 7151)' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l password-credential -d 'Read the password from the credential NAME that systemd passes to a service (LoadCredential=)' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l account-file -d 'Read the account, which few servers ask for, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l ca-file -d 'Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l crl-file -d 'Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record trusts it, or, of authorities, do not cover. May be given several times' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand run" -l pin -d 'Trust the certificate or key with this SHA-256, or what the authority with it issued, and no other: sha256//BASE64, or hex. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l cert -d 'Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l key -d 'The key of the client certificate (PEM or DER)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l key-password-file -d 'Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l key-password-command -d 'Run COMMAND and take the first line it prints as that passphrase' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l tls-policy -d 'What is offered in handshakes; ftps help tls shows each' -r -f -a "default\t''
modern\t''
nist\t''
pq\t''"
complete -c ftps -n "__fish_ftps_using_subcommand run" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand run" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand run" -l warn-expiry -d 'Warn about certificates that end within TIME (or never)' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -s p -l port -d 'Connect to PORT' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l passive -d 'How data connections are asked for' -r -f -a "auto\t''
epsv\t''
pasv\t''"
complete -c ftps -n "__fish_ftps_using_subcommand run" -l pasv-address -d 'Connect data to the server\'s own address, or to the one that its PASV reply tells' -r -f -a "peer\t''
server\t''"
complete -c ftps -n "__fish_ftps_using_subcommand run" -l connect-timeout -d 'Limit for a TCP connection, and again for its TLS handshake' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l timeout -d 'Limit for any wait in which no byte moves' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l deadline -d 'Limit for the whole run' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l retries -d 'Give up after so many more tries in a row that made no progress; only what may pass is tried again' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l server-timezone -d 'Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l remote-charset -d 'The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l bind -d 'Connect from this address of the machine' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l proxy -d 'Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, whatever ALL_PROXY says' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l proxy-password-file -d 'Read the proxy\'s password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand run" -l active-address -d 'With --active: name this address of ours to the server (NAT)' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l active-ports -d 'With --active: have the server connect to a port from A to B' -r
complete -c ftps -n "__fish_ftps_using_subcommand run" -l keep-going -d 'Go on after a failure; the exit status is that of the failure all the same'
complete -c ftps -n "__fish_ftps_using_subcommand run" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand run" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l password-stdin -d 'Read the password from the first line of standard input'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l require-resumption -d 'Refuse a server whose data connections do not resume the TLS session of the control connection'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l trust-new -d 'Record the certificate of a server that nothing is known of, without a question, if its only fault is that nobody trusted issued it; another one later is refused'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand run" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand run" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l active -d 'Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always'
complete -c ftps -n "__fish_ftps_using_subcommand run" -l alpn -d 'Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)'
complete -c ftps -n "__fish_ftps_using_subcommand run" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand completions" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "ls" -d 'List remote folders and files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "get" -d 'Fetch remote files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "put" -d 'Send files to a server'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "mirror" -d 'Make one folder equal to another, one of them on a server'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "cat" -d 'Print remote files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "head" -d 'Print the first lines of remote files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "tail" -d 'Print the last lines of remote files, and what is appended to one'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "tree" -d 'Show remote folders as trees'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "find" -d 'Find names in remote folders and below'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "stat" -d 'Show all facts that a server reports of files and folders'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "du" -d 'Show the sizes of remote folders'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "df" -d 'Show how much can still be stored in remote folders'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "rm" -d 'Remove remote files, and folders with -r'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "mv" -d 'Move or rename remote files and folders'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "cp" -d 'Copy remote files and folders on their server'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "touch" -d 'Set the modification time of remote files, and make empty files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "ln" -d 'Make symbolic links on a server'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "mkdir" -d 'Make remote folders'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "rmdir" -d 'Remove empty remote folders'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "chmod" -d 'Change the permissions of remote files and folders'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "checksum" -d 'Show and check digests of remote files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "doctor" -d 'Examine a server: what is wrong, whom it hurts, and the line of configuration that cures it'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "inventory" -d 'List the certificates, TLS versions and policy results of several servers'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "feat" -d 'Show the features that a server announces'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "quote" -d 'Send a command of your own and show the reply'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "site" -d 'Send a SITE command and show the reply'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "sites" -d 'Save servers under short names'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "hosts" -d 'Show or forget what was learned of servers'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "trust" -d 'Keep the certificates that are trusted for single servers'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "shell" -d 'Work at a server interactively'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "run" -d 'Run the commands of a script'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "completions" -d 'Print the completion script for a shell'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat head tail tree find stat du df rm mv cp touch ln mkdir rmdir chmod checksum doctor inventory feat quote site sites hosts trust shell run completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from sites" -f -a "list" -d 'List the saved sites'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from sites" -f -a "show" -d 'Show the settings of a site, and where each comes from'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from sites" -f -a "add" -d 'Save a server as a site'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from sites" -f -a "edit" -d 'Change the settings of a site'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from sites" -f -a "remove" -d 'Remove saved sites'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from sites" -f -a "test" -d 'Log in at saved sites and say how it went'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from sites" -f -a "import" -d 'Save the sites that another program has'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from sites" -f -a "export" -d 'Print sites as they stand in the configuration file'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from hosts" -f -a "list" -d 'List the servers of which something is known'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from hosts" -f -a "show" -d 'Show what is known of a server'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from hosts" -f -a "forget" -d 'Forget what is known of servers'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from trust" -f -a "add" -d 'Connect, show the certificate, and trust it if the user says so'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from trust" -f -a "list" -d 'List the servers whose certificates are trusted'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from trust" -f -a "show" -d 'Show what is on record of a server, or of all'
complete -c ftps -n "__fish_ftps_using_subcommand help; and __fish_seen_subcommand_from trust" -f -a "remove" -d 'Forget the certificate of a server'
