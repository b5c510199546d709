"""One pyftpdlib server on 127.0.0.1 and ::1: TLS required on both channels, or plain FTP only, or with a quota.

The lab uses it as a server of its own and, being the cheapest to start, for everything that must go wrong
in one exact way: bad certificates, a full disk, no TLS at all.
"""

import _strptime  # noqa: F401  MFMT would load it later, when this process may no longer read it
import argparse
import os

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.ioloop import IOLoop
from pyftpdlib.log import config_logging, logger
from pyftpdlib.servers import FTPServer

DAEMON = 1  # as on every Debian


class QuotaDTPHandler(TLS_DTPHandler):
    """Ends an upload with 552 as soon as it is longer than `limit` bytes, and leaves what came until then."""

    limit = 0

    def handle_read_event(self):
        super().handle_read_event()
        if self.receive and self.tot_bytes_received > self.limit and not self._closed:
            self._resp = ("552 Quota exceeded.", logger.info)
            self.close()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--port", "--home", "--user", "--password"):
        parser.add_argument(name, required=True)
    parser.add_argument("--cert", help="without it the server knows no TLS")
    parser.add_argument("--key")
    parser.add_argument("--quota", type=int, default=0, help="bytes that one upload may have")
    return parser.parse_args()


def handler(args):
    class Handler(TLS_FTPHandler if args.cert else FTPHandler):
        pass

    authorizer = DummyAuthorizer()
    authorizer.add_user(args.user, args.password, args.home, perm="elradfmwMT")
    Handler.authorizer = authorizer
    Handler.auth_failed_timeout = 0
    if args.cert:
        Handler.certfile, Handler.keyfile = args.cert, args.key
        Handler.tls_control_required = Handler.tls_data_required = True
        Handler.get_ssl_context()  # reads the key while we still may
    if args.quota:
        Handler.dtp_handler = type("DTPHandler", (QuotaDTPHandler,), {"limit": args.quota})
    return Handler


def main():
    args = arguments()
    config_logging()
    loop, shared = IOLoop(), handler(args)
    servers = [FTPServer((host, int(args.port)), shared, ioloop=loop) for host in ("127.0.0.1", "::1")]
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(DAEMON)
        os.setuid(DAEMON)
    servers[0].serve_forever()


main()
