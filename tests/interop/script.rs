//! A script on real servers: one login, thirty commands, one transcript.

use crate::guest::Guest;

const SCRIPT: &str = r#"# What a person would do in a morning.
mkdir work; cd work
put one.csv two.csv
put three.txt -o "name with blanks.txt"
ls
ls *.csv
cat one.csv
cat one.csv | tr a-z A-Z
ls > list.out
!cat list.out
mkdir -p sub/deep
mv two.csv sub/deep/moved.csv
ls sub/deep
cd sub/deep
get moved.csv -o back.csv
cd ../..
if exists one.csv cat one.csv
if missing none.csv cat one.csv
if exists none.csv cat none.csv
-get none.csv
mget *.csv -t got --mkdir
lcd got; lls; lcd ..
put *.csv -t sub
ls sub
rm 'name with blanks.txt'
rm sub/*.csv sub/deep/moved.csv
rmdir sub/deep sub
alias l ls
l
get one.csv -o job.csv &
wait
cd ..
rm work/one.csv
rmdir work
ls
"#;

const TRANSCRIPT: &str = "\
name with blanks.txt
one.csv
two.csv
one.csv
two.csv
alpha
ALPHA
name with blanks.txt
one.csv
two.csv
moved.csv
alpha
alpha
one.csv
back.csv
deep
one.csv
two.csv
one.csv
";

fn guest(server: &str) -> Guest {
    let guest = Guest::of(server);
    for (name, content) in [("one.csv", "alpha\n"), ("two.csv", "beta\n"), ("three.txt", "gamma\n")]
    {
        guest.run.write(name, content);
    }
    guest.ftps(["mkdir", "-p", "{here}"]).code(0);
    guest
}

pub fn a_script_of_thirty_commands_gives_its_transcript(server: &str) {
    let guest = guest(server);
    // aioftp lists a file as an empty folder.
    let lists_files = guest.server.software != "aioftp";
    let listed = if lists_files { "ls *.csv" } else { "!printf 'one.csv\\ntwo.csv\\n'" };
    guest.run.write("day.ftps", SCRIPT.replace("ls *.csv", listed));
    let told = guest.ftps(["run", "day.ftps", "{here}"]);
    told.code(0).stdout_is(TRANSCRIPT).stderr_has("day.ftps:20: get ");
    assert_eq!(guest.run.read("back.csv"), b"beta\n");
    assert_eq!(guest.run.read("job.csv"), b"alpha\n");
    guest.only_stored(&[]);
}

pub fn every_line_of_a_script_that_fails_is_named(server: &str) {
    let guest = guest(server);
    let text = "get none.csv\ncd nowhere\nput none.txt\nfrob\nput one.csv\ncat *.none\n";
    guest.run.write("bad.ftps", text);
    let told = guest.ftps(["run", "--keep-going", "bad.ftps", "{here}"]);
    told.code(10);
    for line in [1, 2, 3, 4, 6] {
        told.stderr_has(&format!("bad.ftps:{line}: "));
    }
    told.stderr_lacks("bad.ftps:5: put one.csv: server said");
    guest.only_stored(&["one.csv"]);
    guest.ftps(["run", "bad.ftps", "{here}"]).code(7).stderr_lacks("bad.ftps:2:");
}
