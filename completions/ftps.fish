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
complete -c ftps -n "__fish_ftps_needs_command" -f -a "mirror" -d 'Make one folder what another is, one of them on a server'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "cat" -d 'Print remote files'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "completions" -d 'Print the completion script for a shell'
complete -c ftps -n "__fish_ftps_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l ca-file -d 'Trust the authorities in FILE (PEM) instead of the roots' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l pin -d 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l cert -d 'Present the client certificate in FILE (PEM)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l key -d 'The key of the client certificate (PEM, without a passphrase)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
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
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s l -l long -d 'Show kind, size and time too'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s 0 -l null -d 'Print the exact bytes of each name, ended by NUL'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand ls" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l quote -d 'Send CMD after every login, before anything is moved (SITE settings); its refusal is an error. May be given several times' -r
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
complete -c ftps -n "__fish_ftps_using_subcommand get" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l ca-file -d 'Trust the authorities in FILE (PEM) instead of the roots' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l pin -d 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l cert -d 'Present the client certificate in FILE (PEM)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l key -d 'The key of the client certificate (PEM, without a passphrase)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand get" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand get" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
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
complete -c ftps -n "__fish_ftps_using_subcommand get" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand get" -l mkdir -d 'Make the target folder if it does not exist'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l direct -d 'Write under the final name at once, without a temporary one'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l ascii -d 'Convert line ends: LF here, CR LF on the wire, the server\'s own there; a CR LF here goes as one, and comes back as LF. Sizes are not compared, and nothing is gone on with. The same as ;type=a in a URL'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l continue -d 'Go on with what an interrupted run left, if the source is still the same'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l fsync -d 'Wait until local files and their folder are on the disk'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l no-times -d 'Do not keep modification times'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s 0 -l null -d 'Names in LIST end with NUL instead of a line end'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s n -l skip-existing -l no-clobber -d 'Leave files alone whose name exists at the target already'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l newer -d 'Replace existing files only by newer ones'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l overwrite -d 'Replace existing files (the default)'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l remove-source -d 'Remove each source once its copy is whole and verified'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s F -l literal -d 'Take all names literally, never as patterns'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand get" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand get" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l quote -d 'Send CMD after every login, before anything is moved (SITE settings); its refusal is an error. May be given several times' -r
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
complete -c ftps -n "__fish_ftps_using_subcommand put" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l ca-file -d 'Trust the authorities in FILE (PEM) instead of the roots' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l pin -d 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l cert -d 'Present the client certificate in FILE (PEM)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l key -d 'The key of the client certificate (PEM, without a passphrase)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand put" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand put" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
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
complete -c ftps -n "__fish_ftps_using_subcommand put" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand put" -l mkdir -d 'Make the target folder if it does not exist'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l direct -d 'Write under the final name at once, without a temporary one'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l ascii -d 'Convert line ends: LF here, CR LF on the wire, the server\'s own there; a CR LF here goes as one, and comes back as LF. Sizes are not compared, and nothing is gone on with. The same as ;type=a in a URL'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l continue -d 'Go on with what an interrupted run left, if the source is still the same'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l fsync -d 'Wait until local files and their folder are on the disk'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l no-times -d 'Do not keep modification times'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s 0 -l null -d 'Names in LIST end with NUL instead of a line end'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s n -l skip-existing -l no-clobber -d 'Leave files alone whose name exists at the target already'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l newer -d 'Replace existing files only by newer ones'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l overwrite -d 'Replace existing files (the default)'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l remove-source -d 'Remove each source once its copy is whole and verified'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l append -d 'Send behind what the remote file holds, under its own name; never twice'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand put" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand put" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l quote -d 'Send CMD after every login, before anything is moved (SITE settings); its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l quote-after -d 'Send CMD once at the end, when all files are done; its refusal is an error. May be given several times' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l plan-out -d 'Change nothing: write what would be done to FILE, for --apply' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l apply -d 'Do what --plan-out wrote to FILE, if all of it still holds; else nothing (12)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s j -l jobs -d 'List folders and move files by N logins at a time; fewer where the server allows fewer' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l links -d 'Symbolic links of SOURCE: leave out, mirror what they point to, or make again here if they stay within the tree' -r -f -a "skip\t''
follow\t''
copy\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l stable-for -d 'Leave files that were modified less than TIME ago: somebody may still be writing them' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l done-file -d 'When all is well, put an empty file NAME into DEST as the very last' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l include -d 'Take what GLOB matches; given first, nothing else (see below)' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l exclude -d 'Leave what GLOB matches, on both sides' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l exclude-from -d 'Read rules from a file as git reads .gitignore' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l max-size -d 'Leave files above SIZE: 64K, 10M, 2G' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l min-size -d 'Leave files below SIZE' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l newer-than -d 'Leave files modified before WHEN: 7d ago, or 2026-01-31' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l older-than -d 'Leave files modified after WHEN' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l max-depth -d 'Leave what lies deeper than N levels; 1 is what lies in SOURCE itself' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l compare -d 'Files are the same by size and time, by size alone, or by digests' -r -f -a "time\t''
size\t''
hash\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l max-delete -d 'Stop (12) where more than N entries of DEST, or N%, would go' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l backup-dir -d 'Move what would be deleted to DIR, a folder on the side of DEST' -r -F
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
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l ca-file -d 'Trust the authorities in FILE (PEM) instead of the roots' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l pin -d 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l cert -d 'Present the client certificate in FILE (PEM)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l key -d 'The key of the client certificate (PEM, without a passphrase)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
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
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s n -l dry-run -d 'Change nothing: print what would be done'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l mkdir -d 'Make the folders above DEST too, if they do not exist'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l fail-fast -d 'Begin nothing more after the first failure'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l remove-source -d 'Remove each file of SOURCE once its copy is whole and verified; folders stay'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l newer -d 'Replace only files that are older at DEST'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l delete -d 'Delete what SOURCE does not have, after all files were moved well'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l delete-excluded -d 'The same, and what the rules leave out too'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l fsync -d 'Wait until local files and their folder are on the disk'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l no-times -d 'Do not keep modification times'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand mirror" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l progress -d 'Show progress bars: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l color -d 'Use colours: auto means on a terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s u -l user -d 'Log in as USER' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l password-file -d 'Read the password from the first line of FILE' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l password-command -d 'Run COMMAND and take the first line it prints as the password' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l netrc-file -d 'Look up user and password in FILE instead of ~/.netrc' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l config -d 'Read FILE instead of the configuration file' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l ca-file -d 'Trust the authorities in FILE (PEM) instead of the roots' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l roots -d 'Trust the system\'s roots, the bundled ones, both or none' -r -f -a "native\t''
bundled\t''
both\t''
none\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l pin -d 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l cert -d 'Present the client certificate in FILE (PEM)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l key -d 'The key of the client certificate (PEM, without a passphrase)' -r -F
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l tls-min -d 'The lowest TLS version' -r -f -a "1.2\t''
1.3\t''"
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l tls-max -d 'The highest TLS version' -r -f -a "1.2\t''
1.3\t''"
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
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l retry-delay -d 'The pause before the first retry; it doubles each time' -r
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s q -l quiet -d 'Say nothing but why it failed'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s v -l verbose -d 'Show the dialogue with the server; -vv also TLS facts'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l json -d 'Print results as JSON Lines, the summary last'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l anonymous -d 'Log in as anonymous'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l no-netrc -d 'Do not look into a netrc file'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l implicit -d 'TLS from the first byte (port 990 unless another is given)'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l explicit -d 'AUTH TLS on a clear connection, before anything else is said'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -l insecure -d 'Do not check certificates at all: anyone in between can read and change everything'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c ftps -n "__fish_ftps_using_subcommand cat" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand completions" -s h -l help -d 'Print help'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat completions help" -f -a "ls" -d 'List remote folders and files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat completions help" -f -a "get" -d 'Fetch remote files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat completions help" -f -a "put" -d 'Send files to a server'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat completions help" -f -a "mirror" -d 'Make one folder what another is, one of them on a server'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat completions help" -f -a "cat" -d 'Print remote files'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat completions help" -f -a "completions" -d 'Print the completion script for a shell'
complete -c ftps -n "__fish_ftps_using_subcommand help; and not __fish_seen_subcommand_from ls get put mirror cat completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
