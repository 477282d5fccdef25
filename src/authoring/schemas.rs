//! JSON Schemas of all kinds of knowledge files, so that editors complete and check while one writes.
//!
//! In: nothing. Out: the text of each. They say what stands in one file; whether ids lead somewhere only `check` can tell. Tests hold them against the parser.

/// Ending of the files that hold them; Docent passes these over in a knowledge folder.
pub const ENDING: &str = ".schema.json";

/// Kind, the files that it is for, and the schema. Of two kinds that a file fits, the first is meant.
pub const ALL: [(&str, &str, &str); 13] = [
    ("translation", "faq/**/*.{de,es}.md", include_str!("schemas/translation.schema.json")),
    ("entry", "faq/**/*.md", include_str!("schemas/entry.schema.json")),
    ("subject", "subjects/*.toml", include_str!("schemas/subject.schema.json")),
    ("comparison", "comparisons/*.md", include_str!("schemas/comparison.schema.json")),
    ("sources", "sources.toml", include_str!("schemas/sources.schema.json")),
    ("categories", "categories.toml", include_str!("schemas/categories.schema.json")),
    ("aspects", "aspects.toml", include_str!("schemas/aspects.schema.json")),
    ("intents", "intents.toml", include_str!("schemas/intents.schema.json")),
    ("owners", "owners.toml", include_str!("schemas/owners.schema.json")),
    ("quiz", "onboarding/quiz.toml", include_str!("schemas/quiz.schema.json")),
    ("track", "onboarding/*.toml", include_str!("schemas/track.schema.json")),
    ("tongue", "lexicon.{de,es}.toml", include_str!("schemas/tongue.schema.json")),
    ("lexicon", "lexicon.toml", include_str!("schemas/lexicon.schema.json")),
];
