//! The tour: what `ftps` is for, one scene each.

use std::fs;
use std::io;
use std::path::Path;

use super::stage::{Errors, Outcome, Stage, scene, shell};
use super::support::Server;

/// All scenes, in `place`, an empty folder; whether all was as promised.
pub fn run(program: &Path, server: &Server, place: &Path) -> io::Result<bool> {
    fs::copy(&server.files().ca, place.join("ca.pem"))?;
    fs::create_dir(place.join("reports"))?;
    println!(
        "\nAn FTPS server listens on {}, certified by an authority of its own\n\
         (ca.pem). All that follows is the real ftps, as you would type it.\n",
        server.address()
    );
    let mut stage = Stage::new(program, place, server.password());
    shell("export FTPS_PASSWORD=...   # or by a file, a command, netrc, a prompt");
    stage.set("SERVER", &server.url());
    list(&mut stage)?;
    fetch(&mut stage, server, place)?;
    send(&mut stage, server, place)?;
    print(&mut stage, server)?;
    distrust(&mut stage)?;
    fall_short(&mut stage, place)?;
    Ok(stage.close())
}

fn list(stage: &mut Stage) -> io::Result<()> {
    scene("What is there?");
    let seen = stage.ftps(Errors::Kept, ["ls", "-l", "--ca-file", "ca.pem", "$SERVER/out/"])?;
    exit(stage, &seen, 0, "the listing is complete");
    let lines = String::from_utf8_lossy(&seen.stdout).lines().count();
    stage.check("4 files, as on the server", lines == 4);
    Ok(())
}

fn fetch(stage: &mut Stage, server: &Server, place: &Path) -> io::Result<()> {
    scene("Fetch a file");
    let source = "$SERVER/out/backup.tar";
    let seen = stage.ftps(Errors::Live, ["get", "--ca-file", "ca.pem", source])?;
    exit(stage, &seen, 0, "it is here, whole, under its name");
    let here = fs::read(place.join("backup.tar")).unwrap_or_default();
    let count = here.len();
    stage
        .check(&format!("{count} bytes, the same as there"), here == server.read("out/backup.tar"));
    let time = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    let same = time(&place.join("backup.tar")) == time(&server.path("out/backup.tar"));
    stage.check("its time is kept", same);
    Ok(())
}

fn send(stage: &mut Stage, server: &Server, place: &Path) -> io::Result<()> {
    scene("Send two files by one login");
    for (name, text) in [("monday.csv", "bolt,1200\n"), ("tuesday.csv", "nut,900\n")] {
        fs::write(place.join("reports").join(name), text)?;
    }
    let (monday, tuesday) = ("reports/monday.csv", "reports/tuesday.csv");
    let goal = "$SERVER/in/";
    let seen = stage.ftps(Errors::Live, ["put", "--ca-file", "ca.pem", monday, tuesday, goal])?;
    exit(stage, &seen, 0, "both arrived and were checked");
    let there = |name: &str| fs::read(server.path("in").join(name)).unwrap_or_default();
    let same = there("monday.csv") == b"bolt,1200\n" && there("tuesday.csv") == b"nut,900\n";
    stage.check("the server has the same bytes", same);
    let names = fs::read_dir(server.path("in"))?.count();
    stage.check("and no temporary file", names == 2);
    Ok(())
}

fn print(stage: &mut Stage, server: &Server) -> io::Result<()> {
    scene("Print a file");
    let source = "$SERVER/out/Größe & Gewicht.txt";
    let seen = stage.ftps(Errors::Kept, ["cat", "--ca-file", "ca.pem", source])?;
    exit(stage, &seen, 0, "it came to its end");
    stage.check("every byte of it", seen.stdout == server.read("out/Größe & Gewicht.txt"));
    Ok(())
}

fn distrust(stage: &mut Stage) -> io::Result<()> {
    scene("Without that authority the server is a stranger");
    let seen = stage.ftps(Errors::Kept, ["ls", "$SERVER/out/"])?;
    exit(stage, &seen, 5, "the certificate is refused, before user or password is said");
    let pin = seen.stderr.split_whitespace().find(|word| word.starts_with("sha256//"));
    stage.check("the message shows what to compare, and what to do", pin.is_some());
    scene("Its owner confirms the certificate: from now on it is this one and no other");
    stage.set("PIN", pin.unwrap_or_default());
    let source = "$SERVER/out/prices.csv";
    let seen = stage.ftps(Errors::Kept, ["get", "--pin", "$PIN", source, "-"])?;
    exit(stage, &seen, 0, "the certificate is the pinned one");
    Ok(())
}

fn fall_short(stage: &mut Stage, place: &Path) -> io::Result<()> {
    scene("A server that sends a quarter of a file, and says that it is complete");
    let source = "$SERVER/out/short.bin";
    let seen = stage.ftps(Errors::Kept, ["get", "--ca-file", "ca.pem", source])?;
    exit(stage, &seen, 9, "the size tells; a part is never taken for the whole");
    let left = fs::read_dir(place)?.flatten();
    let left = left.filter(|entry| entry.file_name().to_string_lossy().contains("short"));
    stage.check("nothing is left of it here", left.count() == 0);
    Ok(())
}

fn exit(stage: &mut Stage, seen: &Outcome, code: i32, meaning: &str) {
    stage.check(&format!("exit {code}: {meaning}"), seen.code == Some(code));
}
