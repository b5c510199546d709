
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'ftps' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'ftps'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'ftps' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List remote folders and files')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Fetch remote files')
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Send files to a server')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Print remote files')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ftps;ls' {
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'Show progress bars: auto means on a terminal')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto means on a terminal')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Log in as USER')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Log in as USER')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of FILE')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Run COMMAND and take the first line it prints as the password')
            [CompletionResult]::new('--netrc-file', '--netrc-file', [CompletionResultType]::ParameterName, 'Look up user and password in FILE instead of ~/.netrc')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of the configuration file')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the authorities in FILE (PEM) instead of the roots')
            [CompletionResult]::new('--roots', '--roots', [CompletionResultType]::ParameterName, 'Trust the system''s roots, the bundled ones, both or none')
            [CompletionResult]::new('--pin', '--pin', [CompletionResultType]::ParameterName, 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'Present the client certificate in FILE (PEM)')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The key of the client certificate (PEM, without a passphrase)')
            [CompletionResult]::new('--tls-min', '--tls-min', [CompletionResultType]::ParameterName, 'The lowest TLS version')
            [CompletionResult]::new('--tls-max', '--tls-max', [CompletionResultType]::ParameterName, 'The highest TLS version')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Connect to PORT')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Connect to PORT')
            [CompletionResult]::new('--passive', '--passive', [CompletionResultType]::ParameterName, 'How data connections are asked for')
            [CompletionResult]::new('--pasv-address', '--pasv-address', [CompletionResultType]::ParameterName, 'Connect data to the server''s own address, or to the one that its PASV reply tells')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit for a TCP connection, and again for its TLS handshake')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit for any wait in which no byte moves')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Limit for the whole run')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Give up after so many more tries in a row that made no progress; only what may pass is tried again')
            [CompletionResult]::new('--retry-delay', '--retry-delay', [CompletionResultType]::ParameterName, 'The pause before the first retry; it doubles each time')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Show kind, size and time too')
            [CompletionResult]::new('--long', '--long', [CompletionResultType]::ParameterName, 'Show kind, size and time too')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Print the exact bytes of each name, ended by NUL')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'Print the exact bytes of each name, ended by NUL')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but why it failed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but why it failed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Show the dialogue with the server; -vv also TLS facts')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Show the dialogue with the server; -vv also TLS facts')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON Lines, the summary last')
            [CompletionResult]::new('--anonymous', '--anonymous', [CompletionResultType]::ParameterName, 'Log in as anonymous')
            [CompletionResult]::new('--no-netrc', '--no-netrc', [CompletionResultType]::ParameterName, 'Do not look into a netrc file')
            [CompletionResult]::new('--implicit', '--implicit', [CompletionResultType]::ParameterName, 'TLS from the first byte (port 990 unless another is given)')
            [CompletionResult]::new('--explicit', '--explicit', [CompletionResultType]::ParameterName, 'AUTH TLS on a clear connection, before anything else is said')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Do not check certificates at all: anyone in between can read and change everything')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'ftps;get' {
            [CompletionResult]::new('--quote', '--quote', [CompletionResultType]::ParameterName, 'Send CMD after every login, before anything is moved (SITE settings); its refusal is an error. May be given several times')
            [CompletionResult]::new('--quote-after', '--quote-after', [CompletionResultType]::ParameterName, 'Send CMD once at the end, when all files are done; its refusal is an error. May be given several times')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Store under NAME; all operands are sources')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Store under NAME; all operands are sources')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Store in the folder DIR; all operands are sources')
            [CompletionResult]::new('--target-directory', '--target-directory', [CompletionResultType]::ParameterName, 'Store in the folder DIR; all operands are sources')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Compare sizes, digests, the file fetched again, or nothing')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Move at most RATE bytes a second, all files together: 64K, 10M')
            [CompletionResult]::new('--from-file', '--from-file', [CompletionResultType]::ParameterName, 'Fetch the files that LIST names too (- is standard input): remote names as they are, never patterns; with one REMOTE, a folder, relative to that, else each a whole target')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Move N files at a time, each over a login of its own')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Move N files at a time, each over a login of its own')
            [CompletionResult]::new('--segments', '--segments', [CompletionResultType]::ParameterName, 'Fetch each large file in N parts side by side, each over a login of its own: faster where the server limits each connection')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'Show progress bars: auto means on a terminal')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto means on a terminal')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Log in as USER')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Log in as USER')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of FILE')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Run COMMAND and take the first line it prints as the password')
            [CompletionResult]::new('--netrc-file', '--netrc-file', [CompletionResultType]::ParameterName, 'Look up user and password in FILE instead of ~/.netrc')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of the configuration file')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the authorities in FILE (PEM) instead of the roots')
            [CompletionResult]::new('--roots', '--roots', [CompletionResultType]::ParameterName, 'Trust the system''s roots, the bundled ones, both or none')
            [CompletionResult]::new('--pin', '--pin', [CompletionResultType]::ParameterName, 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'Present the client certificate in FILE (PEM)')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The key of the client certificate (PEM, without a passphrase)')
            [CompletionResult]::new('--tls-min', '--tls-min', [CompletionResultType]::ParameterName, 'The lowest TLS version')
            [CompletionResult]::new('--tls-max', '--tls-max', [CompletionResultType]::ParameterName, 'The highest TLS version')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Connect to PORT')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Connect to PORT')
            [CompletionResult]::new('--passive', '--passive', [CompletionResultType]::ParameterName, 'How data connections are asked for')
            [CompletionResult]::new('--pasv-address', '--pasv-address', [CompletionResultType]::ParameterName, 'Connect data to the server''s own address, or to the one that its PASV reply tells')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit for a TCP connection, and again for its TLS handshake')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit for any wait in which no byte moves')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Limit for the whole run')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Give up after so many more tries in a row that made no progress; only what may pass is tried again')
            [CompletionResult]::new('--retry-delay', '--retry-delay', [CompletionResultType]::ParameterName, 'The pause before the first retry; it doubles each time')
            [CompletionResult]::new('--allow-missing-close-notify', '--allow-missing-close-notify', [CompletionResultType]::ParameterName, 'Accept data that ends without TLS''s close_notify if its size is the one that the server told; listings never')
            [CompletionResult]::new('--mkdir', '--mkdir', [CompletionResultType]::ParameterName, 'Make the target folder if it does not exist')
            [CompletionResult]::new('--direct', '--direct', [CompletionResultType]::ParameterName, 'Write under the final name at once, without a temporary one')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Convert line ends: LF here, CR LF on the wire, the server''s own there; a CR LF here goes as one, and comes back as LF. Sizes are not compared, and nothing is gone on with. The same as ;type=a in a URL')
            [CompletionResult]::new('--continue', '--continue', [CompletionResultType]::ParameterName, 'Go on with what an interrupted run left, if the source is still the same')
            [CompletionResult]::new('--fsync', '--fsync', [CompletionResultType]::ParameterName, 'Wait until local files and their folder are on the disk')
            [CompletionResult]::new('--no-times', '--no-times', [CompletionResultType]::ParameterName, 'Do not keep modification times')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Names in LIST end with NUL instead of a line end')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'Names in LIST end with NUL instead of a line end')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Leave files alone whose name exists at the target already')
            [CompletionResult]::new('--skip-existing', '--skip-existing', [CompletionResultType]::ParameterName, 'Leave files alone whose name exists at the target already')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Leave files alone whose name exists at the target already')
            [CompletionResult]::new('--newer', '--newer', [CompletionResultType]::ParameterName, 'Replace existing files only by newer ones')
            [CompletionResult]::new('--overwrite', '--overwrite', [CompletionResultType]::ParameterName, 'Replace existing files (the default)')
            [CompletionResult]::new('--remove-source', '--remove-source', [CompletionResultType]::ParameterName, 'Remove each source once its copy is whole and verified')
            [CompletionResult]::new('-F', '-F ', [CompletionResultType]::ParameterName, 'Take all names literally, never as patterns')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take all names literally, never as patterns')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but why it failed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but why it failed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Show the dialogue with the server; -vv also TLS facts')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Show the dialogue with the server; -vv also TLS facts')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON Lines, the summary last')
            [CompletionResult]::new('--anonymous', '--anonymous', [CompletionResultType]::ParameterName, 'Log in as anonymous')
            [CompletionResult]::new('--no-netrc', '--no-netrc', [CompletionResultType]::ParameterName, 'Do not look into a netrc file')
            [CompletionResult]::new('--implicit', '--implicit', [CompletionResultType]::ParameterName, 'TLS from the first byte (port 990 unless another is given)')
            [CompletionResult]::new('--explicit', '--explicit', [CompletionResultType]::ParameterName, 'AUTH TLS on a clear connection, before anything else is said')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Do not check certificates at all: anyone in between can read and change everything')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'ftps;put' {
            [CompletionResult]::new('--quote', '--quote', [CompletionResultType]::ParameterName, 'Send CMD after every login, before anything is moved (SITE settings); its refusal is an error. May be given several times')
            [CompletionResult]::new('--quote-after', '--quote-after', [CompletionResultType]::ParameterName, 'Send CMD once at the end, when all files are done; its refusal is an error. May be given several times')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Store under NAME; all operands are sources')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Store under NAME; all operands are sources')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Store in the folder DIR; all operands are sources')
            [CompletionResult]::new('--target-directory', '--target-directory', [CompletionResultType]::ParameterName, 'Store in the folder DIR; all operands are sources')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Compare sizes, digests, the file fetched again, or nothing')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Move at most RATE bytes a second, all files together: 64K, 10M')
            [CompletionResult]::new('--from-file', '--from-file', [CompletionResultType]::ParameterName, 'Send the files that LIST names too (- is standard input): local names, as they would be given as LOCAL')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Move N files at a time, each over a login of its own')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Move N files at a time, each over a login of its own')
            [CompletionResult]::new('--chmod', '--chmod', [CompletionResultType]::ParameterName, 'Give each file the permissions MODE, such as 640')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'Show progress bars: auto means on a terminal')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto means on a terminal')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Log in as USER')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Log in as USER')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of FILE')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Run COMMAND and take the first line it prints as the password')
            [CompletionResult]::new('--netrc-file', '--netrc-file', [CompletionResultType]::ParameterName, 'Look up user and password in FILE instead of ~/.netrc')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of the configuration file')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the authorities in FILE (PEM) instead of the roots')
            [CompletionResult]::new('--roots', '--roots', [CompletionResultType]::ParameterName, 'Trust the system''s roots, the bundled ones, both or none')
            [CompletionResult]::new('--pin', '--pin', [CompletionResultType]::ParameterName, 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'Present the client certificate in FILE (PEM)')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The key of the client certificate (PEM, without a passphrase)')
            [CompletionResult]::new('--tls-min', '--tls-min', [CompletionResultType]::ParameterName, 'The lowest TLS version')
            [CompletionResult]::new('--tls-max', '--tls-max', [CompletionResultType]::ParameterName, 'The highest TLS version')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Connect to PORT')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Connect to PORT')
            [CompletionResult]::new('--passive', '--passive', [CompletionResultType]::ParameterName, 'How data connections are asked for')
            [CompletionResult]::new('--pasv-address', '--pasv-address', [CompletionResultType]::ParameterName, 'Connect data to the server''s own address, or to the one that its PASV reply tells')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit for a TCP connection, and again for its TLS handshake')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit for any wait in which no byte moves')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Limit for the whole run')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Give up after so many more tries in a row that made no progress; only what may pass is tried again')
            [CompletionResult]::new('--retry-delay', '--retry-delay', [CompletionResultType]::ParameterName, 'The pause before the first retry; it doubles each time')
            [CompletionResult]::new('--allow-missing-close-notify', '--allow-missing-close-notify', [CompletionResultType]::ParameterName, 'Accept data that ends without TLS''s close_notify if its size is the one that the server told; listings never')
            [CompletionResult]::new('--mkdir', '--mkdir', [CompletionResultType]::ParameterName, 'Make the target folder if it does not exist')
            [CompletionResult]::new('--direct', '--direct', [CompletionResultType]::ParameterName, 'Write under the final name at once, without a temporary one')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Convert line ends: LF here, CR LF on the wire, the server''s own there; a CR LF here goes as one, and comes back as LF. Sizes are not compared, and nothing is gone on with. The same as ;type=a in a URL')
            [CompletionResult]::new('--continue', '--continue', [CompletionResultType]::ParameterName, 'Go on with what an interrupted run left, if the source is still the same')
            [CompletionResult]::new('--fsync', '--fsync', [CompletionResultType]::ParameterName, 'Wait until local files and their folder are on the disk')
            [CompletionResult]::new('--no-times', '--no-times', [CompletionResultType]::ParameterName, 'Do not keep modification times')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Names in LIST end with NUL instead of a line end')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'Names in LIST end with NUL instead of a line end')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Leave files alone whose name exists at the target already')
            [CompletionResult]::new('--skip-existing', '--skip-existing', [CompletionResultType]::ParameterName, 'Leave files alone whose name exists at the target already')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Leave files alone whose name exists at the target already')
            [CompletionResult]::new('--newer', '--newer', [CompletionResultType]::ParameterName, 'Replace existing files only by newer ones')
            [CompletionResult]::new('--overwrite', '--overwrite', [CompletionResultType]::ParameterName, 'Replace existing files (the default)')
            [CompletionResult]::new('--remove-source', '--remove-source', [CompletionResultType]::ParameterName, 'Remove each source once its copy is whole and verified')
            [CompletionResult]::new('--append', '--append', [CompletionResultType]::ParameterName, 'Send behind what the remote file holds, under its own name; never twice')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but why it failed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but why it failed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Show the dialogue with the server; -vv also TLS facts')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Show the dialogue with the server; -vv also TLS facts')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON Lines, the summary last')
            [CompletionResult]::new('--anonymous', '--anonymous', [CompletionResultType]::ParameterName, 'Log in as anonymous')
            [CompletionResult]::new('--no-netrc', '--no-netrc', [CompletionResultType]::ParameterName, 'Do not look into a netrc file')
            [CompletionResult]::new('--implicit', '--implicit', [CompletionResultType]::ParameterName, 'TLS from the first byte (port 990 unless another is given)')
            [CompletionResult]::new('--explicit', '--explicit', [CompletionResultType]::ParameterName, 'AUTH TLS on a clear connection, before anything else is said')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Do not check certificates at all: anyone in between can read and change everything')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'ftps;cat' {
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'Show progress bars: auto means on a terminal')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colours: auto means on a terminal')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Log in as USER')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'Log in as USER')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'Read the password from the first line of FILE')
            [CompletionResult]::new('--password-command', '--password-command', [CompletionResultType]::ParameterName, 'Run COMMAND and take the first line it prints as the password')
            [CompletionResult]::new('--netrc-file', '--netrc-file', [CompletionResultType]::ParameterName, 'Look up user and password in FILE instead of ~/.netrc')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read FILE instead of the configuration file')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the authorities in FILE (PEM) instead of the roots')
            [CompletionResult]::new('--roots', '--roots', [CompletionResultType]::ParameterName, 'Trust the system''s roots, the bundled ones, both or none')
            [CompletionResult]::new('--pin', '--pin', [CompletionResultType]::ParameterName, 'Trust the certificate or key with this SHA-256 and no other: sha256//BASE64')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'Present the client certificate in FILE (PEM)')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'The key of the client certificate (PEM, without a passphrase)')
            [CompletionResult]::new('--tls-min', '--tls-min', [CompletionResultType]::ParameterName, 'The lowest TLS version')
            [CompletionResult]::new('--tls-max', '--tls-max', [CompletionResultType]::ParameterName, 'The highest TLS version')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Connect to PORT')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Connect to PORT')
            [CompletionResult]::new('--passive', '--passive', [CompletionResultType]::ParameterName, 'How data connections are asked for')
            [CompletionResult]::new('--pasv-address', '--pasv-address', [CompletionResultType]::ParameterName, 'Connect data to the server''s own address, or to the one that its PASV reply tells')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Limit for a TCP connection, and again for its TLS handshake')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Limit for any wait in which no byte moves')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Limit for the whole run')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Give up after so many more tries in a row that made no progress; only what may pass is tried again')
            [CompletionResult]::new('--retry-delay', '--retry-delay', [CompletionResultType]::ParameterName, 'The pause before the first retry; it doubles each time')
            [CompletionResult]::new('--allow-missing-close-notify', '--allow-missing-close-notify', [CompletionResultType]::ParameterName, 'Accept data that ends without TLS''s close_notify if its size is the one that the server told; listings never')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but why it failed')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but why it failed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Show the dialogue with the server; -vv also TLS facts')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Show the dialogue with the server; -vv also TLS facts')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print results as JSON Lines, the summary last')
            [CompletionResult]::new('--anonymous', '--anonymous', [CompletionResultType]::ParameterName, 'Log in as anonymous')
            [CompletionResult]::new('--no-netrc', '--no-netrc', [CompletionResultType]::ParameterName, 'Do not look into a netrc file')
            [CompletionResult]::new('--implicit', '--implicit', [CompletionResultType]::ParameterName, 'TLS from the first byte (port 990 unless another is given)')
            [CompletionResult]::new('--explicit', '--explicit', [CompletionResultType]::ParameterName, 'AUTH TLS on a clear connection, before anything else is said')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Do not check certificates at all: anyone in between can read and change everything')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'ftps;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'ftps;help' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List remote folders and files')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Fetch remote files')
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Send files to a server')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Print remote files')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ftps;help;ls' {
            break
        }
        'ftps;help;get' {
            break
        }
        'ftps;help;put' {
            break
        }
        'ftps;help;cat' {
            break
        }
        'ftps;help;completions' {
            break
        }
        'ftps;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
