//! The words around an answer, in the language of the answer.
//!
//! In: a language. Out: [`Words`]. What an answer itself says stands in the knowledge; what moderators and newcomers read is English.

use super::because::{self, Because};
use crate::language::Language;

/// Docent's own words in one language.
#[derive(Debug)]
pub struct Words {
    /// Over one source.
    pub source: &'static str,
    /// Over several.
    pub sources: &'static str,
    /// Of a source without a date.
    pub undated: &'static str,
    /// Behind it, before the day on which somebody read the source.
    pub read: &'static str,
    /// Of a source without a publisher, where somebody looked for one.
    pub no_publisher: &'static str,
    /// Which page of how many.
    pub page: [&'static str; 2],
    /// Before the day on which somebody last checked the answer.
    pub checked: &'static str,
    /// Behind it, before the day since which it is overdue.
    pub overdue: &'static str,
    /// Before the titles of what to read next.
    pub see_also: &'static str,
    /// Over choices.
    pub which: &'static str,
    /// Before the title of an answer that is only a guess.
    pub perhaps: &'static str,
    /// Over the answer that there is none.
    pub unknown: &'static str,
    /// That there is none.
    pub no_answer: &'static str,
    /// That something asked about is not known, and what is.
    pub unknown_subject: [&'static str; 2],
    /// To who calls: the title, what Docent does, and what it knows about, before a list.
    pub called: [&'static str; 3],
    /// To who thanks: the title, and a word.
    pub thanked: [&'static str; 2],
    /// Over what is nearest.
    pub nearest: &'static str,
    /// On buttons.
    pub helpful: &'static str,
    /// On a button.
    pub not_helpful: &'static str,
    /// On a button.
    pub why: &'static str,
    /// On a button.
    pub related: &'static str,
    /// On a button: back by a page.
    pub back: &'static str,
    /// On a button: on to which page of how many.
    pub more: [&'static str; 2],
    /// Over what to read next.
    pub read_next: &'static str,
    /// Under what one person sees.
    pub only_you: &'static str,
    /// Over the topics of `/faq`.
    pub what_i_know: &'static str,
    /// Under it.
    pub choose_topic: &'static str,
    /// Under the name of a topic.
    pub choose_question: &'static str,
    /// Back to the topics.
    pub all_topics: &'static str,
    /// Behind how many there are.
    pub entries: &'static str,
    /// On a button: on in a list.
    pub more_of_list: &'static str,
    /// Under the first page of an answer that only one person sees.
    pub more_in_public: &'static str,
    /// To who says that an answer helped, and to who says that it did not.
    pub thanks: [&'static str; 2],
    /// To who opted out and says either.
    pub not_kept: &'static str,
    /// To who did not ask and says either, where only the asker may.
    pub asker_rates: &'static str,
    /// Of *Why this answer?*.
    pub because: Because,
}

const ENGLISH: Words = Words {
    source: "Source",
    sources: "Sources",
    undated: "undated",
    read: "read",
    no_publisher: "publisher not recorded",
    page: ["page", "of"],
    checked: "last checked",
    overdue: "due to be checked again since",
    see_also: "See also",
    which: "Which of these do you mean?",
    perhaps: "Perhaps you mean:",
    unknown: "I don't know that",
    no_answer: "I have no answer to that, and I'd rather say so than guess.",
    unknown_subject: ["I don't know", "I know about:"],
    called: [
        "Hello",
        "I answer questions from this team's own files, name the sources, and say so where I don't know. Ask in your own words, or name two things to see them side by side.",
        "I know about:",
    ],
    thanked: ["You're welcome", "Ask on whenever you like."],
    nearest: "The nearest I have:",
    helpful: "👍 Helpful",
    not_helpful: "👎 Not helpful",
    why: "Why this answer?",
    related: "Related",
    back: "◀ Back",
    more: ["More", "of"],
    read_next: "Read next",
    only_you: "Only you see this.",
    what_i_know: "What I know",
    choose_topic: "Choose a topic. Only you see this.",
    choose_question: "Choose a question. Only you see this.",
    all_topics: "All topics",
    entries: "entries",
    more_of_list: "More ▶",
    more_in_public: "There is more than fits here: `/faq entry` or `/ask` shows all of it, page by page.",
    thanks: [
        "Thank you! Good to know that this helped.",
        "Thank you for saying so. The people who look after me see it. Do you want to ask in other words? `/ask` takes any question.",
    ],
    not_kept: "Thank you! You opted out, so I keep nothing of it. `/privacy opt-in` changes that.",
    asker_rates: "On this server, only the person who asked can say whether it helped.",
    because: because::ENGLISH,
};

const GERMAN: Words = Words {
    source: "Quelle",
    sources: "Quellen",
    undated: "ohne Datum",
    read: "gelesen am",
    no_publisher: "Herausgeber nicht erfasst",
    page: ["Seite", "von"],
    checked: "zuletzt geprüft",
    overdue: "erneute Prüfung fällig seit",
    see_also: "Siehe auch",
    which: "Was davon meinst du?",
    perhaps: "Vielleicht meinst du:",
    unknown: "Das weiß ich nicht",
    no_answer: "Darauf habe ich keine Antwort, und das sage ich lieber, als zu raten.",
    unknown_subject: ["Ich kenne nichts zu", "Ich kenne:"],
    called: [
        "Hallo",
        "Ich beantworte Fragen aus den Dateien dieses Teams, nenne die Quellen und sage, wenn ich etwas nicht weiß. Frag in deinen eigenen Worten, oder nenne zwei Dinge, um sie nebeneinander zu sehen.",
        "Ich kenne:",
    ],
    thanked: ["Gern geschehen", "Frag jederzeit weiter."],
    nearest: "Am nächsten kommt dem:",
    helpful: "👍 Hilfreich",
    not_helpful: "👎 Nicht hilfreich",
    why: "Warum diese Antwort?",
    related: "Verwandtes",
    back: "◀ Zurück",
    more: ["Mehr", "von"],
    read_next: "Weiterlesen",
    only_you: "Nur du siehst das.",
    what_i_know: "Was ich weiß",
    choose_topic: "Wähle ein Thema. Nur du siehst das.",
    choose_question: "Wähle eine Frage. Nur du siehst das.",
    all_topics: "Alle Themen",
    entries: "Einträge",
    more_of_list: "Mehr ▶",
    more_in_public: "Alles passt nicht hierher: `/faq eintrag` oder `/fragen` zeigt es ganz, Seite für Seite.",
    thanks: [
        "Danke! Gut zu wissen, dass das geholfen hat.",
        "Danke, dass du es sagst. Wer sich um mich kümmert, sieht es. Magst du mit anderen Worten fragen? `/fragen` nimmt jede Frage.",
    ],
    not_kept: "Danke! Du hast widersprochen, darum behalte ich nichts davon. `/datenschutz zustimmen` ändert das.",
    asker_rates: "Auf diesem Server kann nur sagen, ob es geholfen hat, wer gefragt hat.",
    because: because::GERMAN,
};

const SPANISH: Words = Words {
    source: "Fuente",
    sources: "Fuentes",
    undated: "sin fecha",
    read: "leído el",
    no_publisher: "editor no registrado",
    page: ["página", "de"],
    checked: "última comprobación",
    overdue: "pendiente de nueva comprobación desde",
    see_also: "Véase también",
    which: "¿A cuál de estas te refieres?",
    perhaps: "Quizá preguntas:",
    unknown: "Eso no lo sé",
    no_answer: "No tengo respuesta para eso, y prefiero decirlo antes que adivinar.",
    unknown_subject: ["No sé nada de", "Sé de:"],
    called: [
        "Hola",
        "Respondo preguntas con los archivos de este equipo, cito las fuentes y digo cuándo no sé algo. Pregunta con tus palabras, o nombra dos cosas para verlas una junto a otra.",
        "Sé de:",
    ],
    thanked: ["De nada", "Pregunta cuando quieras."],
    nearest: "Lo más parecido que tengo:",
    helpful: "👍 Útil",
    not_helpful: "👎 No es útil",
    why: "¿Por qué esta respuesta?",
    related: "Relacionado",
    back: "◀ Atrás",
    more: ["Más", "de"],
    read_next: "Sigue leyendo",
    only_you: "Solo tú ves esto.",
    what_i_know: "Lo que sé",
    choose_topic: "Elige un tema. Solo tú ves esto.",
    choose_question: "Elige una pregunta. Solo tú ves esto.",
    all_topics: "Todos los temas",
    entries: "entradas",
    more_of_list: "Más ▶",
    more_in_public: "Aquí no cabe todo: `/faq entrada` o `/preguntar` lo muestra entero, página a página.",
    thanks: [
        "¡Gracias! Es bueno saber que te ha servido.",
        "Gracias por decirlo. Lo ven quienes se ocupan de mí. ¿Quieres preguntar con otras palabras? `/preguntar` acepta cualquier pregunta.",
    ],
    not_kept: "¡Gracias! Te negaste, así que no guardo nada de esto. `/privacidad aceptar` lo cambia.",
    asker_rates: "En este servidor solo quien preguntó puede decir si le sirvió.",
    because: because::SPANISH,
};

impl Words {
    /// Those of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
            Language::Spanish => &SPANISH,
        }
    }
}
