//! A saved site of each real server, with all that it takes to get in.

use crate::guest::Guest;

pub fn a_saved_site_is_all_that_it_takes(server: &str) {
    let guest = Guest::of(server);
    let lab = guest.server;
    let mut site = format!(
        "[site.lab]\nhost = \"localhost\"\nport = {}\nuser = \"{}\"\nca-file = \"{}\"\n\
         implicit = {}\npath = \"in\"\npassword-file = \"secret\"\n",
        lab.port,
        lab.user,
        lab.ca.display(),
        lab.scheme == "ftps"
    );
    if let (Some(cert), Some(key)) = (&lab.cert, &lab.key) {
        let (cert, key) = (cert.display(), key.display());
        site = format!("{site}cert = \"{cert}\"\nkey = \"{key}\"\n");
    }
    guest.run.write("sites.toml", site);
    guest.run.write_private("secret", &lab.password);
    guest.run.write("a.txt", b"by name");
    let folder = guest.stored("").file_name().and_then(|name| name.to_str()).map(str::to_owned);
    let folder = folder.expect("a plain name");
    let guest = guest.only(&["--config", "sites.toml"]).without_password();
    guest.ftps(["put", "--mkdir", "a.txt", &format!("lab:{folder}/")]).code(0);
    assert_eq!(guest.read_stored("a.txt"), b"by name");
    guest.ftps(["ls", &format!("lab:{folder}")]).code(0).stdout_is("a.txt\n").stderr_is("");
    guest.ftps(["get", &format!("lab:{folder}/*.txt"), "-t", "back", "--mkdir"]).code(0);
    assert_eq!(guest.run.read("back/a.txt"), b"by name");
    guest.ftps(["rm", &format!("lab:{folder}/a.txt")]).code(0);
    guest.only_stored(&[]);
}
