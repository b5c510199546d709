//! The checks of data connections.

use super::{Check, Section};

pub(super) const CHECKS: [Check; 6] = [
    Check {
        id: "data-reuse",
        section: Section::Data,
        title: "a session that is not resumed",
        meaning: "A data connection need not resume the TLS session of its control connection: nothing but the address \
                  and the port binds it to its owner.",
        hurts: "Users behind one address (NAT, a shared machine): another of them may take a data connection.",
        cures: [
            "require_ssl_reuse=YES",
            "TLSOptions without NoSessionReuseRequired",
            "",
            "it always asks for it",
            "",
        ],
    },
    Check {
        id: "data-resumption",
        section: Section::Data,
        title: "sessions resumed",
        meaning: "Data connections do not resume the session, or only a few times: ProFTPD's tickets of TLS 1.3 end.",
        hurts: "Clients with TLS 1.3 where resumption is also required: transfers fail with 425 or 522 after a few. \
                ftps falls back to TLS 1.2 by itself.",
        cures: ["", "TLSSessionTickets on; TLSProtocol with TLSv1.2 beside TLSv1.3", "", "", ""],
    },
    Check {
        id: "upload-resumption",
        section: Section::Data,
        title: "uploads in a row",
        meaning: "Uploads in a row on one control connection stop being taken: their tickets of TLS 1.3 end, since none \
                  come with an upload.",
        hurts: "Clients that hold one session open for many uploads: transfers fail with 425. ftps falls back to TLS 1.2 \
                by itself.",
        cures: ["", "TLSProtocol with TLSv1.2 beside TLSv1.3", "", "", ""],
    },
    Check {
        id: "data-close-notify",
        section: Section::Data,
        title: "close_notify after a download",
        meaning: "The server ends downloads without close_notify: a cut file cannot be told from a whole one.",
        hurts: "Everybody who downloads: strict clients fail (ftps wants --allow-missing-close-notify), others keep cut files.",
        cures: [
            "a current version",
            "a current version",
            "a current version",
            "a current version",
            "",
        ],
    },
    Check {
        id: "data-certificate",
        section: Section::Data,
        title: "certificate on data connections",
        meaning: "Data connections show another certificate than the control connection.",
        hurts: "Clients that pin; somebody may stand in between on the data ports.",
        cures: ["", "", "", "", ""],
    },
    Check {
        id: "data-open",
        section: Section::Data,
        title: "data connection",
        meaning: "No data connection came about: listings and transfers fail.",
        hurts: "Everybody: the passive ports are not open in the firewall, or not forwarded by the NAT.",
        cures: [
            "pasv_min_port=50000, pasv_max_port=50999, and open these ports",
            "PassivePorts 50000 50999, and open these ports",
            "PassivePortRange 50000 50999, and open these ports",
            "Passive mode, Use custom port range, and open these ports",
            "FTP Firewall Support: Data Channel Port Range, and open these ports",
        ],
    },
];
