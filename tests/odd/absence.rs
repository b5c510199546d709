//! "Not there" is believed only after two ways of asking, and a listing that cannot be read is an error: otherwise
//! options that spare existing files would replace them.

use crate::support::server::Options;
use crate::support::{Fault, Run, Server, verb};

/// A server whose MLST knows no file, though SIZE does.
fn without_sight() -> Options {
    Server::build().on(verb("MLST").optional(), Fault::reply("550 no such file"))
}

/// A server that has neither MLST nor SIZE nor MDTM, and whose listing nobody understands.
fn unreadable() -> Options {
    let lines = "!! a :: 3 bytes :: yesterday !!\r\n";
    ["MLST", "MLSD", "SIZE", "MDTM", "NLST"]
        .into_iter()
        .fold(Server::build(), Options::without)
        .on(verb("LIST").optional(), Fault::listing(lines))
}

fn serving(options: Options) -> Server {
    let server = options.start();
    server.write_dated("in/a", "old", 1_700_000_000);
    server
}

fn run(server: &Server) -> Run<'_> {
    let run = Run::new(server);
    run.write_dated("a", "new", 1_600_000_000);
    run.write_dated("b", "other", 1_600_000_000);
    run
}

#[test]
fn a_file_that_mlst_does_not_know_and_size_does_is_spared() {
    let server = serving(without_sight());
    let run = run(&server);
    run.ftps(["put", "--skip-existing", "a", "{url}/in/a"]).code(0);
    run.ftps(["put", "--newer", "a", "{url}/in/a"]).code(0);
    run.ftps(["run", "-c", "if missing in/a put a -o in/a", "{url}/"]);
    server.write("b", "other");
    run.ftps(["mv", "-n", "{url}/b", "{url}/in/a"]).code(0);
    assert_eq!(server.read("in/a"), b"old", "{}", server.log());
    run.ftps(["stat", "{url}/in/a"]).code(0).stdout_has("size      3");
}

#[test]
fn a_file_that_is_not_there_is_not_there_however_it_is_asked() {
    for options in [
        Server::build(),
        without_sight(),
        Server::build().without("SIZE"),
        Server::build().without("MLST").without("MLSD"),
        Server::build().without("MLST").without("MLSD").without("SIZE").without("MDTM"),
        Server::build().without("FEAT"),
    ] {
        let server = serving(options);
        let run = run(&server);
        run.ftps(["put", "--skip-existing", "a", "{url}/in/new"]).code(0);
        assert_eq!(server.read("in/new"), b"new", "{}", server.log());
        run.ftps(["put", "--skip-existing", "a", "{url}/in/new"]).code(0);
        run.ftps(["put", "--skip-existing", "b", "{url}/in/new"]).code(0);
        assert_eq!(server.read("in/new"), b"new", "{}", server.log());
        run.ftps(["stat", "{url}/in/none"]).code(7).stdout_is("");
    }
}

#[test]
fn a_listing_that_is_not_understood_is_an_error_and_no_absence() {
    let server = serving(unreadable());
    let run = run(&server);
    server.write("b", "other");
    for args in [
        &["put", "--skip-existing", "a", "{url}/in/a"][..],
        &["put", "--newer", "a", "{url}/in/a"],
        &["run", "-c", "if missing in/a put a -o in/a", "{url}/"],
        &["mv", "-n", "{url}/b", "{url}/in/a"],
        &["stat", "{url}/in/a"],
    ] {
        let told = run.ftps(args);
        assert_ne!(told.status, Some(0), "{}", told.context());
        told.stderr_has("not understood");
        assert_eq!(server.read("in/a"), b"old", "{}", told.context());
    }
}
