//! Names and descriptions of the commands in other languages, for people whose Discord speaks them.
//!
//! In: what a command or option is called in English. Out: the same in each language of [`LOCALES`]. Discord shows them; what arrives is always the English name.

use serenity::all::{CreateCommand, CreateCommandOption};

/// Discord's codes of the languages, in the order of every list below.
pub(super) const LOCALES: [&str; 6] = ["de", "es-ES", "fr", "it", "ja", "pt-BR"];

/// One name and its description in every language.
pub(super) struct Words {
    /// In English, as it arrives.
    pub(super) name: &'static str,
    /// In English.
    pub(super) description: &'static str,
    /// Names in the order of [`LOCALES`].
    pub(super) names: [&'static str; 6],
    /// Descriptions in the order of [`LOCALES`]; empty ones where Discord shows none.
    pub(super) descriptions: [&'static str; 6],
}

impl Words {
    /// A command so named.
    pub(super) fn command(&self) -> CreateCommand {
        let command = CreateCommand::new(self.name).description(self.description);
        let named = LOCALES.iter().zip(self.names).fold(command, |c, (locale, name)| c.name_localized(*locale, name));
        let described = LOCALES.iter().zip(self.descriptions);
        described.fold(named, |c, (locale, text)| c.description_localized(*locale, text))
    }

    /// An entry of a message's menu so named; these have no description.
    pub(super) fn menu(&self) -> CreateCommand {
        let command = CreateCommand::new(self.name);
        LOCALES.iter().zip(self.names).fold(command, |c, (locale, name)| c.name_localized(*locale, name))
    }

    /// An option or sub-command so named.
    pub(super) fn option(&self, kind: serenity::all::CommandOptionType) -> CreateCommandOption {
        let option = CreateCommandOption::new(kind, self.name, self.description);
        let named = LOCALES.iter().zip(self.names).fold(option, |o, (locale, name)| o.name_localized(*locale, name));
        let described = LOCALES.iter().zip(self.descriptions);
        described.fold(named, |o, (locale, text)| o.description_localized(*locale, text))
    }

    /// One of an option's values so named.
    pub(super) fn choice(&self, option: CreateCommandOption, value: &str) -> CreateCommandOption {
        option.add_string_choice_localized(self.name, value, LOCALES.iter().zip(self.names).map(|(l, n)| (*l, n)))
    }
}

pub(super) const ASK: Words = Words {
    name: "ask",
    description: "Ask a question and get the answer with its sources",
    names: ["fragen", "preguntar", "demander", "chiedi", "質問する", "perguntar"],
    descriptions: [
        "Stell eine Frage und erhalte die Antwort mit ihren Quellen",
        "Haz una pregunta y recibe la respuesta con sus fuentes",
        "Pose une question et reçois la réponse avec ses sources",
        "Fai una domanda e ricevi la risposta con le sue fonti",
        "質問すると、出典付きの答えが返ってきます",
        "Faça uma pergunta e receba a resposta com as fontes",
    ],
};

pub(super) const QUESTION: Words = Words {
    name: "question",
    description: "What you want to know, in your words",
    names: ["frage", "pregunta", "question", "domanda", "質問", "pergunta"],
    descriptions: [
        "Was du wissen möchtest, in deinen Worten",
        "Lo que quieres saber, con tus palabras",
        "Ce que tu veux savoir, avec tes mots",
        "Che cosa vuoi sapere, con parole tue",
        "知りたいことを自分の言葉で",
        "O que você quer saber, com suas palavras",
    ],
};

pub(super) const PRIVATE: Words = Words {
    name: "private",
    description: "Show the answer only to me",
    names: ["privat", "privado", "privé", "privato", "非公開", "privado"],
    descriptions: [
        "Die Antwort nur mir zeigen",
        "Mostrar la respuesta solo a mí",
        "Ne montrer la réponse qu'à moi",
        "Mostra la risposta solo a me",
        "答えを自分だけに表示",
        "Mostrar a resposta só para mim",
    ],
};

pub(super) const COMPARE: Words = Words {
    name: "compare",
    description: "Put two or more things side by side",
    names: ["vergleichen", "comparar", "comparer", "confronta", "比較", "comparar"],
    descriptions: [
        "Zwei oder mehr Dinge nebeneinanderstellen",
        "Pon dos o más cosas una al lado de otra",
        "Mettre deux choses ou plus côte à côte",
        "Metti due o più cose a confronto",
        "2つ以上のものを並べて比べます",
        "Coloque duas ou mais coisas lado a lado",
    ],
};

/// The subjects of a comparison, in order.
pub(super) const COMPARED: [Words; 4] = [
    Words {
        name: "first",
        description: "What to compare",
        names: ["erstes", "primero", "premier", "primo", "一つ目", "primeiro"],
        descriptions: [
            "Was du vergleichen möchtest",
            "Qué comparar",
            "Ce que tu veux comparer",
            "Che cosa confrontare",
            "比べるもの",
            "O que comparar",
        ],
    },
    Words {
        name: "second",
        description: "With what",
        names: ["zweites", "segundo", "deuxième", "secondo", "二つ目", "segundo"],
        descriptions: ["Womit", "Con qué", "Avec quoi", "Con che cosa", "比べる相手", "Com o quê"],
    },
    Words {
        name: "third",
        description: "And what",
        names: ["drittes", "tercero", "troisième", "terzo", "三つ目", "terceiro"],
        descriptions: ["Und womit noch", "Y con qué más", "Et avec quoi encore", "E con che altro", "もう一つ", "E com o que mais"],
    },
    Words {
        name: "fourth",
        description: "And what else",
        names: ["viertes", "cuarto", "quatrième", "quarto", "四つ目", "quarto"],
        descriptions: [
            "Und womit außerdem",
            "Y con qué otra cosa",
            "Et avec quoi d'autre",
            "E con cos'altro",
            "さらにもう一つ",
            "E com o que além disso",
        ],
    },
];

pub(super) const ASPECT: Words = Words {
    name: "aspect",
    description: "Only this: pay, skills, tools …",
    names: ["aspekt", "aspecto", "aspect", "aspetto", "観点", "aspecto"],
    descriptions: [
        "Nur das: Gehalt, Fähigkeiten, Werkzeuge …",
        "Solo esto: sueldo, habilidades, herramientas…",
        "Seulement ceci : salaire, compétences, outils…",
        "Solo questo: stipendio, competenze, strumenti…",
        "これだけ：給与、スキル、ツールなど",
        "Só isto: salário, habilidades, ferramentas…",
    ],
};

pub(super) const VIEW: Words = Words {
    name: "view",
    description: "How the table looks",
    names: ["ansicht", "vista", "affichage", "vista", "表示", "exibição"],
    descriptions: [
        "Wie die Tabelle aussieht",
        "Cómo se muestra la tabla",
        "L'apparence du tableau",
        "Come appare la tabella",
        "表の見せ方",
        "Como a tabela aparece",
    ],
};

pub(super) const TABLE: Words = Words {
    name: "Table",
    description: "",
    names: ["Tabelle", "Tabla", "Tableau", "Tabella", "表", "Tabela"],
    descriptions: [""; 6],
};

pub(super) const LIST: Words = Words {
    name: "List (reads well aloud)",
    description: "",
    names: [
        "Liste (gut vorzulesen)",
        "Lista (se lee bien en voz alta)",
        "Liste (facile à lire à voix haute)",
        "Elenco (facile da leggere ad alta voce)",
        "リスト（読み上げ向き）",
        "Lista (boa para leitura em voz alta)",
    ],
    descriptions: [""; 6],
};

pub(super) const FAQ: Words = Words {
    name: "faq",
    description: "Look through everything I know, by topic",
    names: ["faq", "faq", "faq", "faq", "よくある質問", "faq"],
    descriptions: [
        "Alles, was ich weiß, nach Themen durchsehen",
        "Explora por temas todo lo que sé",
        "Parcourir par thème tout ce que je sais",
        "Sfoglia per argomento tutto quello che so",
        "知っていることをトピック別に見る",
        "Veja por tema tudo o que eu sei",
    ],
};

pub(super) const ENTRY: Words = Words {
    name: "entry",
    description: "Straight to this question",
    names: ["eintrag", "entrada", "fiche", "voce", "項目", "item"],
    descriptions: [
        "Direkt zu dieser Frage",
        "Directo a esta pregunta",
        "Directement à cette question",
        "Direttamente a questa domanda",
        "この質問を直接開く",
        "Direto para esta pergunta",
    ],
};

pub(super) const HELP: Words = Words {
    name: "help",
    description: "What Docent can do here, for you",
    names: ["hilfe", "ayuda", "aide", "aiuto", "ヘルプ", "ajuda"],
    descriptions: [
        "Was Docent hier für dich tun kann",
        "Lo que Docent puede hacer aquí por ti",
        "Ce que Docent peut faire ici pour toi",
        "Che cosa può fare Docent qui per te",
        "Docentがここでできること",
        "O que o Docent pode fazer aqui por você",
    ],
};

pub(super) const ANSWER: Words = Words {
    name: "Answer with Docent",
    description: "",
    names: [
        "Mit Docent beantworten",
        "Responder con Docent",
        "Répondre avec Docent",
        "Rispondi con Docent",
        "Docentで答える",
        "Responder com o Docent",
    ],
    descriptions: [""; 6],
};
