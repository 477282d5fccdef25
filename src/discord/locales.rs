//! What commands and their options are called: in English here, in other languages in a file each under `locales/`.
//!
//! In: a command, option or choice. Out: the same with its names and descriptions in every language. Discord shows them; what arrives is always the English name.

use std::sync::LazyLock;

use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption};
use toml::Table;

/// Discord's codes of the languages, and the file of each.
const FILES: [(&str, &str); 6] = [
    ("de", include_str!("locales/de.toml")),
    ("es-ES", include_str!("locales/es-ES.toml")),
    ("fr", include_str!("locales/fr.toml")),
    ("it", include_str!("locales/it.toml")),
    ("ja", include_str!("locales/ja.toml")),
    ("pt-BR", include_str!("locales/pt-BR.toml")),
];

/// A file that cannot be read would leave its language out; a test reads them all.
static LANGUAGES: LazyLock<Vec<(&str, Table)>> =
    LazyLock::new(|| FILES.iter().map(|(code, text)| (*code, text.parse().unwrap_or_default())).collect());

/// Discord's codes of all languages.
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(code, _)| *code)
}

/// What one thing is called.
pub(super) struct Words {
    /// Its table in the files of the languages.
    pub(super) at: &'static str,
    /// In English, as it arrives.
    pub(super) name: &'static str,
    /// In English; empty where Discord shows none.
    pub(super) description: &'static str,
}

impl Words {
    /// A command so named.
    pub(super) fn command(&self) -> CreateCommand {
        let command = self.menu().description(self.description);
        self.each("description").fold(command, |command, (code, text)| command.description_localized(code, text))
    }

    /// An entry of a message's menu so named; these have no description.
    pub(super) fn menu(&self) -> CreateCommand {
        let command = CreateCommand::new(self.name);
        self.each("name").fold(command, |command, (code, name)| command.name_localized(code, name))
    }

    /// An option or sub-command so named.
    pub(super) fn option(&self, kind: CommandOptionType) -> CreateCommandOption {
        let option = CreateCommandOption::new(kind, self.name, self.description);
        let named = self.each("name").fold(option, |option, (code, name)| option.name_localized(code, name));
        self.each("description").fold(named, |option, (code, text)| option.description_localized(code, text))
    }

    /// One of an option's values so named.
    pub(super) fn choice(&self, option: CreateCommandOption, value: &str) -> CreateCommandOption {
        option.add_string_choice_localized(self.name, value, self.each("name"))
    }

    /// The same in every language that has it.
    fn each(&self, key: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        LANGUAGES.iter().filter_map(move |(code, all)| {
            let words = self.at.split('.').try_fold(all, |table, part| table.get(part)?.as_table())?;
            Some((*code, words.get(key)?.as_str()?))
        })
    }
}

pub(super) const ASK: Words =
    Words { at: "ask", name: "ask", description: "Ask a question and get the answer with its sources" };

pub(super) const QUESTION: Words =
    Words { at: "ask.question", name: "question", description: "What you want to know, in your words" };

pub(super) const PRIVATE: Words =
    Words { at: "ask.private", name: "private", description: "Show the answer only to me" };

pub(super) const COMPARE: Words =
    Words { at: "compare", name: "compare", description: "Put two or more things side by side" };

/// The subjects of a comparison, in order.
pub(super) const COMPARED: [Words; 4] = [
    Words { at: "compare.first", name: "first", description: "What to compare" },
    Words { at: "compare.second", name: "second", description: "With what" },
    Words { at: "compare.third", name: "third", description: "And what" },
    Words { at: "compare.fourth", name: "fourth", description: "And what else" },
];

pub(super) const ASPECT: Words =
    Words { at: "compare.aspect", name: "aspect", description: "Only this: pay, skills, tools …" };

pub(super) const VIEW: Words = Words { at: "compare.view", name: "view", description: "How the table looks" };

pub(super) const TABLE: Words = Words { at: "compare.view.table", name: "Table", description: "" };

pub(super) const LIST: Words = Words { at: "compare.view.list", name: "List (reads well aloud)", description: "" };

pub(super) const PICTURE: Words = Words { at: "compare.view.picture", name: "Picture", description: "" };

pub(super) const FAQ: Words = Words { at: "faq", name: "faq", description: "Look through everything I know, by topic" };

pub(super) const ENTRY: Words = Words { at: "faq.entry", name: "entry", description: "Straight to this question" };

pub(super) const HELP: Words = Words { at: "help", name: "help", description: "What Docent can do here, for you" };

pub(super) const ANSWER: Words = Words { at: "answer", name: "Answer with Docent", description: "" };

pub(super) const TEACH: Words = Words { at: "teach", name: "Teach Docent", description: "" };

pub(super) const PRIVACY: Words =
    Words { at: "privacy", name: "privacy", description: "What I keep of you: see it, delete it, opt out" };

/// What can be done with `/privacy`.
pub(super) const PRIVACY_ACTIONS: [Words; 4] = [
    Words { at: "privacy.see", name: "see", description: "Show what is kept of you" },
    Words { at: "privacy.delete", name: "delete", description: "Delete what is kept of you" },
    Words { at: "privacy.opt-out", name: "opt-out", description: "Delete it, and keep nothing from now on" },
    Words { at: "privacy.opt-in", name: "opt-in", description: "Take the opt-out back" },
];

pub(super) const DOCENT: Words = Words {
    at: "docent",
    name: "docent",
    description: "For moderators: where and how Docent answers, and what it should learn",
};

pub(super) const CHANNELS: Words =
    Words { at: "docent.channels", name: "channels", description: "How Docent behaves in each channel" };

pub(super) const CHANNEL: Words = Words {
    at: "docent.channels.channel",
    name: "channel",
    description: "Which channel, thread or forum; this one where left out",
};

pub(super) const MODE: Words =
    Words { at: "docent.channels.mode", name: "mode", description: "What Docent does there" };

/// The values of `mode`, in the order of the store's.
pub(super) const MODES: [Words; 4] = [
    Words { at: "docent.channels.mode.answer", name: "Answer what it is sure of", description: "" },
    Words { at: "docent.channels.mode.mention-only", name: "Only when mentioned", description: "" },
    Words {
        at: "docent.channels.mode.shadow",
        name: "Shadow: silent, moderators see what it would say",
        description: "",
    },
    Words { at: "docent.channels.mode.off", name: "Off", description: "" },
];

pub(super) const ASKED: Words = Words {
    at: "docent.channels.asked",
    name: "asked",
    description: "Least confidence to answer who asks Docent, 0 to 1",
};

pub(super) const UNASKED: Words =
    Words { at: "docent.channels.unasked", name: "unasked", description: "Least confidence to answer unasked, 0 to 1" };

pub(super) const SETTINGS: Words =
    Words { at: "docent.settings", name: "settings", description: "What holds for the whole server" };

pub(super) const REVIEW: Words = Words {
    at: "docent.settings.review",
    name: "review",
    description: "Private channel in which shadow mode shows what Docent would have said",
};

pub(super) const NO_REVIEW: Words = Words {
    at: "docent.settings.no_review",
    name: "no_review",
    description: "Take the review channel away: nothing is shown for review any more",
};

pub(super) const FEEDBACK: Words =
    Words { at: "docent.settings.feedback", name: "feedback", description: "Who may say whether a reply helped" };

/// The values of `feedback`, in the order of the store's.
pub(super) const RATERS: [Words; 2] = [
    Words { at: "docent.settings.feedback.asker", name: "Only who asked", description: "" },
    Words { at: "docent.settings.feedback.all", name: "Everybody", description: "" },
];

pub(super) const LOG_DAYS: Words = Words {
    at: "docent.settings.log_days",
    name: "log_days",
    description: "Days that the question log is kept; 0 keeps none",
};

pub(super) const STATUS: Words = Words {
    at: "docent.status",
    name: "status",
    description: "Whether everything Docent needs is there, and what the verdicts add up to",
};

pub(super) const STATS: Words =
    Words { at: "docent.stats", name: "stats", description: "What was asked, and what became of it" };

pub(super) const DAYS: Words =
    Words { at: "docent.stats.days", name: "days", description: "How many days to look back" };

pub(super) const UNANSWERED: Words = Words {
    at: "docent.unanswered",
    name: "unanswered",
    description: "What people asked in vain, and a way to teach it",
};

pub(super) const TAUGHT: Words =
    Words { at: "docent.taught", name: "taught", description: "What was taught in this server: see, change, remove" };

pub(super) const RELOAD: Words =
    Words { at: "docent.reload", name: "reload", description: "Read the knowledge folder again" };

pub(super) const EXPORT: Words = Words {
    at: "docent.export",
    name: "export",
    description: "Everything that was taught here, ready for a pull request",
};

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables of a file that name something, by their places.
    fn named(table: &Table, at: &str) -> Vec<String> {
        let inside = table.iter().filter_map(|(key, value)| Some((key, value.as_table()?)));
        let place = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
        let deeper = inside.flat_map(|(key, value)| named(value, &place(key)));
        table.contains_key("name").then(|| at.to_owned()).into_iter().chain(deeper).collect()
    }

    #[test]
    fn every_language_names_the_same_things() {
        let (_, first) = &LANGUAGES[0];
        assert_eq!(named(first, "").len(), 61);
        for (code, table) in LANGUAGES.iter() {
            assert_eq!(named(table, ""), named(first, ""), "{code}");
        }
    }
}
