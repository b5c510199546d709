//! `ftps mirror`: one folder made what the other is.

mod endpoints;
mod execute;
mod options;
mod proof;
mod work;

use clap::Command;

use super::{Env, Run, Spec};
use crate::error::Class;

pub(super) const SPEC: Spec = Spec {
    name: "mirror",
    about: "Make one folder what another is, one of them on a server",
    more: "\
DEST becomes what SOURCE is, whatever slashes are typed: new and changed files are moved, large ones
first. Nothing is deleted unless --delete asks for it, and then only after all files were moved well,
never when SOURCE could not be listed to its end, is empty, or would cost DEST more than
--max-delete. Hidden files take part; symbolic links are skipped unless --links says otherwise.

Some servers list a link to a folder as a folder. Nothing is changed below a folder of the server that may
be such a link: the server is asked first (RMD, which refuses a folder that is not empty). Where its
answer does not tell, the folder is left as it is and the run ends with 12; --links follow writes into
it all the same, and still deletes nothing there. With --links follow a link of SOURCE whose goal is
missing keeps everything from being deleted.

Files are the same if size and time agree, as exactly as both endpoints tell. Where a server's times
cannot be set, a ledger of what was moved is kept here instead. What is interrupted is gone on with by
the next run; a second run of the same mirror meanwhile ends with 11.

New files and folders get the permissions of their source where the server can tell or set them, here
as far as the umask allows. Folders stay such that their owner can work in them.

--backup-dir keeps, under their paths, what would be deleted and the old versions of what is replaced. An
old version is moved there when the new one is whole and verified, not before; what DIR had under that
path delete_mode.

Rules have the forms of a .gitignore file: a name matches at any depth, /x or a/b from the root only,
x/ folders only, ** any folders. The last rule that matches decides. If the first one includes, what
no rule matches is left; else it takes part. What is left is never touched, nor deleted.

  ftps mirror site/ user@ftp.example.com:www
  ftps mirror --delete --dry-run site/ user@ftp.example.com:www
  ftps mirror user@ftp.example.com:out /data/in
  ftps mirror --exclude '*.tmp' --exclude cache/ site/ user@ftp.example.com:www
  ftps mirror --include '*.csv' user@ftp.example.com:out /data/in
  ftps mirror --remove-source --stable-for 30s /outgoing user@ftp.example.com:in
  ftps mirror --delete --plan-out plan.jsonl site/ user@ftp.example.com:www
  ftps mirror --apply plan.jsonl",
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    options::define(command)
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    Ok(work::run(env)?)
}
