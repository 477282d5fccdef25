//! The web addresses that knowledge sends readers to, and where they are written.
//!
//! In: knowledge and where it is written. Out: every address once. Whether something answers there is left to the shell: that takes a network.

use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::Date;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::markdown::is_web_address;
use super::view::View;
use crate::knowledge::{Field, Kind, KnowledgeBase, Place, Places, Task};

/// An address, and where it stands first.
#[derive(Debug, Clone)]
pub struct Link {
    /// As it is written.
    pub address: String,
    /// Where.
    pub place: Place,
}

/// All addresses of sources, answers, summaries, pages and tracks. What stands in code is an example, and nobody is sent there.
#[must_use]
pub fn links(knowledge: &KnowledgeBase, places: &Places) -> Vec<Link> {
    let view = View::new(knowledge, places, None, Date::MIN);
    let of_sources = knowledge.sources.iter().filter_map(|source| {
        let place = view.place(Kind::Source, source.id.as_str(), Field::key("link"));
        source.link.clone().map(|address| Link { address, place })
    });
    let of_steps = knowledge.tracks.iter().flat_map(|track| track.steps.iter().map(move |step| (track, step)));
    let of_steps = of_steps.filter_map(|(track, step)| {
        let Task::Do { link: Some(address), .. } = &step.task else { return None };
        let place = view.place(Kind::Step, &format!("{}/{}", track.id, step.id), Field::key("link"));
        Some(Link { address: address.clone(), place })
    });
    let in_prose = view.prose().into_iter().flat_map(|(text, place)| {
        addresses(text).into_iter().map(move |(range, address)| Link { address, place: place.part(text, range) })
    });
    let mut seen = HashSet::new();
    of_sources.chain(of_steps).chain(in_prose).filter(|link| seen.insert(link.address.clone())).collect()
}

/// The addresses in a text: of its links, and those that stand there bare, which Discord makes links of.
fn addresses(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut in_code = false;
    // Merged: a text is cut wherever an emphasis could begin, as in the middle of an address.
    for (event, range) in TextMergeWithOffset::new(Parser::new_ext(text, Options::empty()).into_offset_iter()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => found.push((range, dest_url.into_string())),
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(words) if !in_code => {
                let bare = bare(&words).into_iter();
                found.extend(bare.map(|(at, address)| (range.start + at..range.start + at + address.len(), address)));
            }
            _ => {}
        }
    }
    found.retain(|(_, address)| is_web_address(address));
    found
}

/// Addresses between the words of a text, up to the blank or bracket that ends them, without the punctuation of the sentence.
fn bare(words: &str) -> Vec<(usize, String)> {
    let starts = words.match_indices("http").map(|(at, _)| at);
    let of = |at: usize| {
        let rest = words.get(at..).filter(|rest| is_web_address(rest))?;
        let address = rest.split(|c: char| c.is_whitespace() || "<>\"".contains(c)).next()?;
        let address = address.trim_end_matches(|c: char| ".,;:!?'*_".contains(c));
        let closed = address.strip_suffix(')').filter(|_| !address.contains('('));
        Some((at, closed.unwrap_or(address).to_owned()))
    };
    starts.filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_wherever_a_reader_can_follow_it() {
        let rows: [(&str, &[&str]); 7] = [
            ("[the guide](https://a.example/guide)", &["https://a.example/guide"]),
            ("see https://a.example/x, and (https://b.example).", &["https://a.example/x", "https://b.example"]),
            ("https://a.example/Set_(a_b) is one", &["https://a.example/Set_(a_b)"]),
            ("`curl https://a.example`", &[]),
            ("```\nhttps://a.example\n```\n", &[]),
            ("[mail](mailto:a@b.example) and http, not an address", &[]),
            ("<https://a.example/auto>", &["https://a.example/auto"]),
        ];
        for (text, expected) in rows {
            let mut found: Vec<String> = addresses(text).into_iter().map(|(_, address)| address).collect();
            found.dedup();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_place_is_where_the_address_stands() {
        let text = "first\n\nthen https://a.example/x.";
        assert_eq!(addresses(text), [(12..31, "https://a.example/x".to_owned())]);
    }
}
