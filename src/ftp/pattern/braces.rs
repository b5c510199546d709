//! Braces: `a{b,c}` stands for `ab` and `ac`. They may be nested, within bounds.

/// Braces within braces; nobody types more.
const MOST_LEVELS: usize = 16;

/// The most texts that the braces of one component may stand for; each is matched against every name.
const MOST_ALTERNATIVES: usize = 1_000;

/// The most letters that those texts have together: four times those of the longest component. Each becomes a token
/// of eight times its size.
const MOST_LETTERS: usize = 16 * 1024;

/// A part of a text.
enum Node<'t> {
    /// Letters without braces.
    Plain(&'t [u32]),
    /// The alternatives between the commas.
    Group(Vec<Vec<Node<'t>>>),
}

/// The texts that a text with braces stands for; `None` where a brace is not closed, or for more than the bounds.
pub(super) fn alternatives(text: &[u32]) -> Option<Vec<Vec<u32>>> {
    let mut parser = Parser { text, at: 0 };
    let nodes = parser.nodes(0)?;
    let (count, letters) = measure(&nodes);
    (count <= MOST_ALTERNATIVES && letters <= MOST_LETTERS).then(|| expand(&nodes))
}

struct Parser<'t> {
    text: &'t [u32],
    at: usize,
}

impl<'t> Parser<'t> {
    /// The nodes up to the end of the text, or to the comma or brace that ends them within a group.
    fn nodes(&mut self, level: usize) -> Option<Vec<Node<'t>>> {
        let mut nodes = Vec::new();
        let mut from = self.at;
        while let Some(letter) = self.text.get(self.at) {
            match char::from_u32(*letter) {
                Some('\\') => self.at += 2,
                Some('{') => {
                    nodes.push(Node::Plain(self.text.get(from..self.at)?));
                    nodes.push(self.group(level + 1)?);
                    from = self.at;
                }
                Some(',' | '}') if level > 0 => break,
                _ => self.at += 1,
            }
        }
        // A backslash may be the last letter.
        self.at = self.at.min(self.text.len());
        nodes.push(Node::Plain(self.text.get(from..self.at)?));
        Some(nodes)
    }

    /// The group whose brace comes next.
    fn group(&mut self, level: usize) -> Option<Node<'t>> {
        if level > MOST_LEVELS {
            return None;
        }
        let mut all = Vec::new();
        loop {
            self.at += 1;
            all.push(self.nodes(level)?);
            if self.text.get(self.at).copied()? == u32::from('}') {
                self.at += 1;
                return Some(Node::Group(all));
            }
        }
    }
}

/// How many texts nodes stand for, and how many letters these have together.
fn measure(nodes: &[Node<'_>]) -> (usize, usize) {
    nodes.iter().fold((1, 0), |(count, letters): (usize, usize), node| {
        let (more, longer) = match node {
            Node::Plain(text) => (1, text.len()),
            Node::Group(all) => all.iter().fold((0, 0), |sum: (usize, usize), nodes| {
                let (count, letters) = measure(nodes);
                (sum.0.saturating_add(count), sum.1.saturating_add(letters))
            }),
        };
        let letters = letters.saturating_mul(more).saturating_add(longer.saturating_mul(count));
        (count.saturating_mul(more), letters)
    })
}

fn expand(nodes: &[Node<'_>]) -> Vec<Vec<u32>> {
    nodes.iter().fold(vec![Vec::new()], |heads, node| match node {
        Node::Plain(text) => heads.into_iter().map(|head| [&head[..], text].concat()).collect(),
        Node::Group(all) => {
            let tails: Vec<Vec<u32>> = all.iter().flat_map(|nodes| expand(nodes)).collect();
            let with = |head: &Vec<u32>| {
                tails.iter().map(|tail| [&head[..], tail].concat()).collect::<Vec<_>>()
            };
            heads.iter().flat_map(with).collect()
        }
    })
}
