//! The words of *Why this answer?*, in the language of the answer.
//!
//! In: nothing. Out: [`Because`], as part of [`super::Words`]. What was found, and how, is left to [`crate::pipeline`]: its evidence is in English, which the log and other programs read.

/// Words that tell how an answer was found.
#[derive(Debug)]
pub struct Because {
    /// Before the question as it was read.
    pub read: &'static str,
    /// Around a word as it was written, and as it was read.
    pub taken: [&'static str; 3],
    /// Before the words that speak for the answer.
    pub speaking: &'static str,
    /// Before the words that say nothing.
    pub foreign: &'static str,
    /// Before how sure Docent is, and before a reason.
    pub sure: [&'static str; 2],
    /// Where the question does not lead to the answer.
    pub chosen: &'static str,
    /// Around the title of what came second, before its confidence.
    pub second: [&'static str; 2],
    /// Over the sources.
    pub sources: &'static str,
    /// Where there is neither a question nor a source.
    pub nothing: &'static str,
    /// A reason: none stands out.
    pub several: &'static str,
    /// A reason: it is an example question.
    pub example: &'static str,
    /// A reason: it fits a pattern.
    pub pattern: &'static str,
    /// A reason: the search found nothing better.
    pub search: &'static str,
}

pub(super) const ENGLISH: Because = Because {
    read: "I read:",
    taken: ["I took “", "” for “", "”."],
    speaking: "These words speak for it:",
    foreign: "I could make nothing of:",
    sure: ["How sure I am:", "I found it because"],
    chosen: "It was chosen from several, or asked for as a follow-up.",
    second: ["Second came “", "”"],
    sources: "Where it comes from",
    nothing: "I no longer have the question, so there is nothing to explain. Ask again and I'll show you.",
    several: "several answers are about as likely",
    example: "it is an example question, word for word",
    pattern: "it fits a pattern as a whole",
    search: "it is the best match of the search",
};

pub(super) const GERMAN: Because = Because {
    read: "Gelesen habe ich:",
    taken: ["„", "“ habe ich als „", "“ gelesen."],
    speaking: "Diese Wörter sprechen dafür:",
    foreign: "Nichts anfangen konnte ich mit:",
    sure: ["Wie sicher ich bin:", "Gefunden habe ich es, weil"],
    chosen: "Es wurde aus mehreren gewählt oder als Anschlussfrage gestellt.",
    second: ["Danach kam „", "“"],
    sources: "Woher es stammt",
    nothing: "Die Frage habe ich nicht mehr, darum gibt es nichts zu erklären. Frag noch einmal, dann zeige ich es dir.",
    several: "mehrere Antworten etwa gleich wahrscheinlich sind",
    example: "es Wort für Wort eine Beispielfrage ist",
    pattern: "es als Ganzes einem Muster entspricht",
    search: "es in der Suche am besten passt",
};

pub(super) const SPANISH: Because = Because {
    read: "He leído:",
    taken: ["He tomado «", "» por «", "»."],
    speaking: "Estas palabras hablan a su favor:",
    foreign: "No supe qué hacer con:",
    sure: ["Mi seguridad:", "La encontré porque"],
    chosen: "Se eligió entre varias, o se preguntó a continuación de otra.",
    second: ["En segundo lugar quedó «", "»"],
    sources: "De dónde sale",
    nothing: "Ya no tengo la pregunta, así que no hay nada que explicar. Pregunta otra vez y te lo enseño.",
    several: "varias respuestas son más o menos igual de probables",
    example: "es una pregunta de ejemplo, palabra por palabra",
    pattern: "encaja por entero en un patrón",
    search: "es lo que mejor encaja en la búsqueda",
};

impl Because {
    fn reasons(&self) -> [&'static str; 4] {
        [self.several, self.example, self.pattern, self.search]
    }

    /// A reason of the evidence, told in these words; as it is where it names something of the question.
    #[must_use]
    pub fn reason<'r>(&self, english: &'r str) -> &'r str {
        let known = ENGLISH.reasons().into_iter().zip(self.reasons()).find(|(known, _)| *known == english);
        known.map_or(english, |(_, own)| own)
    }
}
