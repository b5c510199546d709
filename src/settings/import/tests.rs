//! Each reader is tried on a file as its program writes it.

use super::*;

/// As FileZilla 3 writes it.
const FILEZILLA: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<FileZilla3 version="3.66.5" platform="*nix">
	<Servers>
		<Folder expanded="1">Customers &amp; partners&#xA;
			<Server>
				<Host>ftp.bank.example</Host>
				<Port>990</Port>
				<Protocol>3</Protocol>
				<Type>0</Type>
				<User>acme</User>
				<Pass encoding="base64">aHVudGVyMg==</Pass>
				<Logontype>1</Logontype>
				<PasvMode>MODE_ACTIVE</PasvMode>
				<EncodingType>Auto</EncodingType>
				<BypassProxy>0</BypassProxy>
				<Name>Bank</Name>
				<RemoteDir>1 0 2 in 10 drop box 1</RemoteDir>
				<SyncBrowsing>0</SyncBrowsing>
				<DirectoryComparison>0</DirectoryComparison>
			</Server>
		</Folder>
		<Server>
			<Host>ftp.example.org</Host>
			<Port>21</Port>
			<Protocol>0</Protocol>
			<Type>0</Type>
			<Logontype>0</Logontype>
			<EncodingType>Auto</EncodingType>
			<BypassProxy>0</BypassProxy>
			<Name>Public mirror</Name>
		</Server>
		<Server>
			<Host>locked.example.org</Host>
			<Port>21</Port>
			<Protocol>4</Protocol>
			<User>joe</User>
			<Pass encoding="crypt" pubkey="x">AAAA</Pass>
			<Logontype>1</Logontype>
			<Name>Locked</Name>
		</Server>
		<Server>
			<Host>old.example.org</Host>
			<Port>21</Port>
			<Protocol>6</Protocol>
			<User>joe</User>
			<Logontype>2</Logontype>
			<Name>Old</Name>
		</Server>
		<Server>
			<Host>ssh.example.org</Host>
			<Port>22</Port>
			<Protocol>1</Protocol>
			<Name>Shell</Name>
		</Server>
	</Servers>
</FileZilla3>
"#;

/// As lftp 4.9.2 writes it, with bmk:save-passwords.
const LFTP: &str = "abs\tftp://ann@ftp.example.org/%2Fvar/log\n\
    bank\tftps://joe:hun%20ter2@ftp.bank.example:990/in%20box/\n\
    my/odd\tsftp://x@y/\n\
    plain\tftp://ftp.example.org\n";

/// As WinSCP writes it.
const WINSCP: &str = "[Configuration\\Interface]\r\nRandomSeedFile=%25APPDATA%25%5Cwinscp.rnd\r\n\r\n\
    [Sessions\\Default%20Settings]\r\nFSProtocol=5\r\n\r\n\
    [Sessions\\Customers/The%20Bank]\r\nHostName=ftp.bank.example\r\nPortNumber=990\r\nUserName=acme\r\n\
    Password=A35C7659654B2AB83C292F392E323D31\r\nFSProtocol=5\r\nRemoteDirectory=/in%20box\r\nFtps=1\r\n\r\n\
    [Sessions\\shell]\r\nHostName=ssh.example.org\r\nUserName=joe\r\n\r\n\
    [Sessions\\clear]\r\nHostName=old.example.org\r\nPortNumber=21\r\nUserName=anonymous\r\nFSProtocol=5\r\n\
    FtpPasvMode=0\r\n\r\n[Sessions\\explicit]\r\nHostName=new.example.org\r\nPortNumber=21\r\nUserName=joe\r\n\
    FSProtocol=5\r\nFtps=3\r\n";

const NETRC: &str = "machine ftp.example.org login joe password hunter2\n\
    machine ftp.bank.example login a password x\nmachine ftp.bank.example login b password \"y z\"\n\
    default login anonymous password me@\n";

/// A site a line.
fn shown(format: Format, text: &str) -> Vec<String> {
    assert_eq!(Format::guess("file", text.as_bytes()), Some(format), "{format:?}");
    let found = format.read(text.as_bytes()).unwrap();
    let site = |site: &Imported| {
        let user = if site.anonymous { Some("(anybody)") } else { site.user.as_deref() };
        let password =
            site.password.as_ref().map(|text| String::from_utf8_lossy(text).into_owned());
        format!(
            "{}: {}{} {} {} {} {}",
            site.name,
            if site.implicit { "implicit " } else { "" },
            site.host,
            site.port.unwrap_or(0),
            user.unwrap_or("-"),
            password.as_deref().unwrap_or("-"),
            site.folder.as_deref().unwrap_or("-"),
        )
    };
    found
        .sites
        .iter()
        .map(site)
        .chain(found.skipped.iter().map(|line| format!("skipped {line}")))
        .collect()
}

#[test]
fn sites_of_filezilla() {
    let wanted = [
        "Customers-partners-Bank: implicit ftp.bank.example 990 acme hunter2 /in/drop box 1",
        "Public-mirror: ftp.example.org 21 (anybody) - -",
        "Locked: locked.example.org 21 joe - -",
        "Old: old.example.org 21 joe - -",
        "skipped Shell: no FTP server",
    ];
    assert_eq!(shown(Format::FileZilla, FILEZILLA), wanted);
    let found = Format::FileZilla.read(FILEZILLA.as_bytes()).unwrap().sites;
    assert!(found[0].active && found[0].notes.is_empty());
    assert_eq!(
        (found[2].notes.as_slice(), found[3].notes.as_slice()),
        (&[LOCKED.into()][..], &[CLEAR_BEFORE.into()][..])
    );
}

#[test]
fn bookmarks_of_lftp() {
    let wanted = [
        "abs: ftp.example.org 0 ann - /var/log",
        "bank: implicit ftp.bank.example 990 joe hun ter2 in box",
        "plain: ftp.example.org 0 (anybody) - -",
        "skipped my/odd: no FTP server but sftp://",
    ];
    assert_eq!(shown(Format::Lftp, LFTP), wanted);
}

#[test]
fn sessions_of_winscp() {
    let wanted = [
        "Customers-The-Bank: implicit ftp.bank.example 990 acme - /in box",
        "clear: old.example.org 21 (anybody) - -",
        "explicit: new.example.org 21 joe - -",
        "skipped shell: no FTP server",
    ];
    assert_eq!(shown(Format::WinScp, WINSCP), wanted);
    let marked = format!("\u{feff}{WINSCP}");
    assert_eq!(shown(Format::WinScp, &marked), wanted);
    let found = Format::WinScp.read(WINSCP.as_bytes()).unwrap().sites;
    assert_eq!(found[0].notes, [LOCKED]);
    assert!(found[1].active && found[1].notes == [CLEAR_BEFORE] && found[2].notes.is_empty());
}

#[test]
fn machines_of_a_netrc_keep_their_passwords_there() {
    let wanted = [
        "ftp.example.org: ftp.example.org 0 joe - -",
        "ftp.bank.example-a: ftp.bank.example 0 a - -",
        "ftp.bank.example-b: ftp.bank.example 0 b - -",
        "skipped default: no server",
    ];
    assert_eq!(shown(Format::Netrc, NETRC), wanted);
}

#[test]
fn names_that_are_equal_or_cannot_be_typed_are_changed() {
    let text = "a/b\tftp://one\na-b\tftp://two\n-\tftp://three\nb\tftp://[::1]/\n";
    let names: Vec<String> = Format::Lftp
        .read(text.as_bytes())
        .unwrap()
        .sites
        .into_iter()
        .map(|site| site.name)
        .collect();
    assert_eq!(names, ["a-b", "a-b-2", "three", "b"]);
}

#[test]
fn a_file_of_another_kind_is_an_error_without_its_content() {
    for (format, text) in [
        (Format::FileZilla, "<hunter2/>"),
        (Format::FileZilla, "<FileZilla3><hunter2></FileZilla3>"),
        (Format::Lftp, "bank hunter2"),
        (Format::Netrc, "machine h password \"hunter2"),
    ] {
        let error = format.read(text.as_bytes()).err().unwrap();
        assert!(!error.contains("hunter2"), "{error}");
    }
    assert_eq!(Format::guess("x", b"hello"), None);
    assert_eq!(Format::guess(".netrc", b""), Some(Format::Netrc));
}
