//! Lines of text cut to the width of the terminal.

/// A line cut between words; what follows begins at `hang` where the line is indented, or a name
/// and the messages about it.
pub(super) fn wrapped(line: &str, columns: usize, hang: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let hang = if indent == 2 || line.trim_start().contains("  ") { hang } else { indent };
    let mut lines = Vec::new();
    let mut current = " ".repeat(indent);
    let mut rest = line.trim_start();
    if line.len() < columns {
        return vec![line.to_owned()];
    }
    while !rest.is_empty() {
        let (word, behind) = match rest.find(' ') {
            Some(at) => {
                let gap = rest.get(at..).map_or(0, |tail| tail.len() - tail.trim_start().len());
                rest.split_at_checked(at + gap).unwrap_or((rest, ""))
            }
            None => (rest, ""),
        };
        if current.len() + word.trim_end().len() >= columns && !current.trim().is_empty() {
            lines.push(current.trim_end().to_owned());
            current = " ".repeat(hang.min(columns / 3));
        }
        current.push_str(word);
        rest = behind;
    }
    lines.push(current.trim_end().to_owned());
    lines
}
