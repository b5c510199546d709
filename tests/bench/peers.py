"""How each program is told to do the same thing: the commands that are compared.

A `Place` is a server as a program sees it; a program that cannot do a thing, or is not installed, has no command.
"""

import os
import shutil
import subprocess


class Place:
    """A server, where it is reached, and with which version of TLS."""

    def __init__(self, name, host, port, home, ca, user, password, tls="1.3"):
        self.name, self.host, self.port, self.home, self.ca = name, host, port, home, ca
        self.user, self.password, self.tls = user, password, tls

    def url(self, path=""):
        return f"ftp://{self.host}:{self.port}/{path}"


def environment(scratch):
    """What every program runs with: no configuration of the user's, and an empty state folder."""
    return {"PATH": os.environ["PATH"], "HOME": scratch, "XDG_STATE_HOME": f"{scratch}/state", "LC_ALL": "C.UTF-8"}


def installed(names):
    return [name for name in names if name == "ftps" or shutil.which(name)]


class Ftps:
    def __init__(self, program):
        self.program = program

    def _run(self, place, command, *words):
        login = ["-u", place.user, "--password-file", f"{os.path.dirname(place.ca)}/password", "--ca-file", place.ca]
        return [self.program, command, *login, "--tls-max", place.tls, "-q", *words]

    def get(self, place, remote, local):
        return self._run(place, "get", place.url(remote), local)

    def put(self, place, local, remote):
        return self._run(place, "put", local, place.url(remote))

    def get_all(self, place, folder, local, jobs):
        return self._run(place, "get", "-j", str(jobs), "-t", local, place.url(f"{folder}/*"))

    def put_all(self, place, local, folder, jobs):
        files = sorted(f"{local}/{name}" for name in os.listdir(local))
        return self._run(place, "put", "-j", str(jobs), *files, place.url(f"{folder}/"))

    def list(self, place, folder):
        return self._run(place, "ls", place.url(f"{folder}/"))

    def version(self):
        return [self.program, "--version"]


class Curl:
    def _run(self, place, *words):
        tls = ["--tls-max", place.tls] if place.tls != "1.3" else []
        return ["curl", "-sS", "--ssl-reqd", "--cacert", place.ca, "-u", f"{place.user}:{place.password}", *tls, *words]

    def get(self, place, remote, local):
        return self._run(place, place.url(remote), "-o", local)

    def put(self, place, local, remote):
        return self._run(place, "-T", local, place.url(remote))

    def get_all(self, place, folder, local, jobs):
        together = ["-Z", "--parallel-max", str(jobs)] if jobs > 1 else []
        names = ",".join(sorted(os.listdir(f"{place.home}/{folder}")))
        return self._run(place, *together, place.url(f"{folder}/{{{names}}}"), "-o", f"{local}/#1")

    def put_all(self, place, local, folder, jobs):
        together = ["-Z", "--parallel-max", str(jobs)] if jobs > 1 else []
        names = ",".join(sorted(f"{local}/{name}" for name in os.listdir(local)))
        return self._run(place, *together, "-T", f"{{{names}}}", place.url(f"{folder}/"))

    def list(self, place, folder):
        return self._run(place, place.url(f"{folder}/"))

    def version(self):
        return ["curl", "--version"]


class Lftp:
    def _run(self, place, *commands):
        priority = "" if place.tls == "1.3" else "set ssl:priority NORMAL:-VERS-TLS1.3; "
        settings = f"set ssl:ca-file {place.ca}; set ftp:ssl-force yes; set xfer:clobber yes; {priority}"
        login = f'open -u {place.user},"{place.password}" -p {place.port} {place.host}; '
        return ["lftp", "--norc", "-c", settings + login + "; ".join(commands)]

    def get(self, place, remote, local):
        return self._run(place, f"get {remote} -o {local}")

    def put(self, place, local, remote):
        return self._run(place, f"put {local} -o {remote}")

    def get_all(self, place, folder, local, jobs):
        return self._run(place, f"mirror --parallel={jobs} {folder} {local}")

    def put_all(self, place, local, folder, jobs):
        return self._run(place, f"mirror -R --parallel={jobs} {local} {folder}")

    def list(self, place, folder):
        return self._run(place, f"cls -l {folder}")

    def version(self):
        return ["lftp", "--version"]


class Rclone:
    def _run(self, place, *words):
        hidden = subprocess.run(["rclone", "obscure", place.password], capture_output=True, text=True, check=True)
        login = ["--ftp-host", place.host, "--ftp-port", str(place.port), "--ftp-user", place.user]
        safe = ["--ftp-pass", hidden.stdout.strip(), "--ftp-explicit-tls", "--config", "/dev/null"]
        return ["env", f"SSL_CERT_FILE={place.ca}", "rclone", *words, *login, *safe]

    def get_all(self, place, folder, local, jobs):
        return self._run(place, "copy", f":ftp:{folder}", local, "--transfers", str(jobs), "--checkers", str(jobs))

    def put_all(self, place, local, folder, jobs):
        return self._run(place, "copy", local, f":ftp:{folder}", "--transfers", str(jobs), "--checkers", str(jobs))

    def version(self):
        return ["rclone", "version"]


def programs(ftps):
    """All programs that are there, ours first, and the names of those that are missing."""
    known = {"ftps": Ftps(ftps), "curl": Curl(), "lftp": Lftp(), "rclone": Rclone()}
    there = installed(known)
    return {name: known[name] for name in there}, [name for name in known if name not in there]
