//! `ftps mirror`: makes one folder equal to another.

mod endpoints;
mod execute;
mod options;
mod proof;
mod work;

use clap::Command;

use super::env::Env;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::Class;

pub(super) const SPEC: Spec = Spec {
    name: "mirror",
    about: "Make one folder equal to another, one of them on a server",
    more: "\
DEST becomes equal to SOURCE, whatever slashes are typed: new and changed files are moved, large ones
first. Nothing is deleted unless --delete asks for it, and then only after all files were moved, and
never when SOURCE could not be listed to its end, is empty, or DEST would lose more entries than
--max-delete allows. Hidden files take part; symbolic links are skipped unless --links says otherwise.

Some servers list a link to a folder as a folder. Nothing is changed below a folder of the server that may
be such a link: the server is asked first (RMD, which refuses a folder that is not empty). Where its
answer is unclear, the folder is left as it is and the run ends with 12; --links follow writes into
it all the same, and still deletes nothing there. With --links follow a link of SOURCE whose target is
missing keeps everything from being deleted.

Files are the same if size and time agree, as exactly as both sides report them. Where a server's times
cannot be set, a ledger of moved files is kept on this machine instead. An interrupted run is resumed by
the next one; a second run of the same mirror meanwhile ends with 11.

New files and folders get the permissions of their source where the server reports or sets them, on this
machine as far as the umask allows. The owner of a folder can always work in it.

--backup-dir keeps deleted files and the old versions of replaced files under their paths. An old version
is moved there when the new one is complete and verified, not before; an older backup under that path
is replaced.

Rules have the forms of a .gitignore file: a name matches at any depth, /x or a/b from the root only,
x/ folders only, ** any folders. The last rule that matches decides. If the first one includes, entries
that no rule matches are excluded; else they take part. Excluded entries are neither changed nor deleted.

  ftps mirror site/ user@ftp.example.com:www
  ftps mirror --delete --dry-run site/ user@ftp.example.com:www
  ftps mirror user@ftp.example.com:out /data/in
  ftps mirror --exclude '*.tmp' --exclude cache/ site/ user@ftp.example.com:www
  ftps mirror --include '*.csv' user@ftp.example.com:out /data/in
  ftps mirror --remove-source --stable-for 30s /outgoing user@ftp.example.com:in
  ftps mirror --delete --plan-out plan.jsonl site/ user@ftp.example.com:www
  ftps mirror --apply plan.jsonl",
    side: Side::Neither,
    effect: Effect::Changes,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    options::define(command)
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    Ok(work::run(env)?)
}
