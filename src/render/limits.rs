//! What fits where: Discord's limits and our own, each a named constant with its reason. Counted in characters, never in bytes.
//!
//! In: nothing. Out: numbers that the renderers keep by construction. Discord's figures are from its page "Message Resource › Embed Limits".

/// Title of an embed.
pub const CARD_TITLE: usize = 256;

/// Description of an embed.
pub const CARD_DESCRIPTION: usize = 4_096;

/// Footer of an embed.
pub const CARD_FOOTER: usize = 2_048;

/// Everything in all embeds of one message together.
pub const MESSAGE_CARDS: usize = 6_000;

/// Embeds of one message.
pub const CARDS_PER_MESSAGE: usize = 10;

/// Least room in a description that is kept for the body; where all sources together leave less, they get pages of their own.
pub const CARD_BODY_AT_LEAST: usize = 2_600;

/// Longest title of a source in a list of sources; longer ones end in an ellipsis after a whole word.
pub const SOURCE_TITLE: usize = 200;

/// Longest link that is printed; a longer one would fill a card by itself, and no publisher uses such.
pub const SOURCE_LINK: usize = 500;

/// Width of a code block with two subjects that a phone held upright shows without wrapping.
pub const PHONE_COLUMNS_TWO: usize = 44;

/// Width for three subjects: a little wider than an upright phone, readable when it is turned.
pub const PHONE_COLUMNS_THREE: usize = 56;

/// Most subjects that stand side by side in a card; more are listed.
pub const CARD_TABLE_SUBJECTS: usize = 3;

/// Narrowest column: most words of the field ("Elasticsearch,") fit on a line of it.
pub const COLUMN_AT_LEAST: usize = 14;

/// Rows from which on a table is cut at its groups, each with a heading: a longer one is searched, not read.
pub const UNGROUPED_ROWS: usize = 12;

/// Width of text that is written to no terminal (JSON Lines, pipes): what mail, logs and editors show without wrapping.
pub const TEXT_WIDTH: usize = 80;

/// What a cell says where no source says anything.
pub const NOT_RECORDED: &str = "not recorded";
