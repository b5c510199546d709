"""One aioftp server on 127.0.0.1 and ::1. It knows no AUTH: TLS is implicit, on both channels."""

import asyncio
import os
import ssl
import sys

import aioftp

DAEMON = 1  # as on every Debian


async def main(port, home, user, password, cert, key):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(DAEMON)
        os.setuid(DAEMON)
    account = aioftp.User(user, password, base_path=home, home_path="/")
    servers = [aioftp.Server([account], ssl=context) for _ in range(2)]
    for server, host in zip(servers, ("127.0.0.1", "::1")):
        await server.start(host, int(port))
    await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
