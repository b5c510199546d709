//! Usage errors that clap finds, in the form of our own messages.

/// The error, and the usage of the command. Clap's hints stay, but for two: that a mistyped option may be a
/// file's name is rarely what helps, and nothing proposes to check no certificates.
pub(super) fn usage_text(error: &clap::Error) -> String {
    let text = error.to_string();
    let text = text.trim_start_matches("error: ").trim_end();
    let parts = text.split("\n\n").filter(|part| {
        let tip = part.trim_start();
        let is_tip = tip.starts_with("tip: ");
        let harmful = tip.starts_with("tip: to pass") || tip.contains("--insecure");
        !(is_tip && harmful || tip.starts_with("For more information"))
    });
    parts.collect::<Vec<_>>().join("\n\n")
}
