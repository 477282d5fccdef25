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
        descriptions: [
            "Und womit noch",
            "Y con qué más",
            "Et avec quoi encore",
            "E con che altro",
            "もう一つ",
            "E com o que mais",
        ],
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

pub(super) const PICTURE: Words = Words {
    name: "Picture",
    description: "",
    names: ["Bild", "Imagen", "Image", "Immagine", "画像", "Imagem"],
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

pub(super) const TEACH: Words = Words {
    name: "Teach Docent",
    description: "",
    names: [
        "Docent etwas beibringen",
        "Enseñar a Docent",
        "Instruire Docent",
        "Insegna a Docent",
        "Docentに教える",
        "Ensinar ao Docent",
    ],
    descriptions: [""; 6],
};

pub(super) const PRIVACY: Words = Words {
    name: "privacy",
    description: "What I keep of you: see it, delete it, opt out",
    names: ["datenschutz", "privacidad", "confidentialité", "privacy", "プライバシー", "privacidade"],
    descriptions: [
        "Was ich von dir aufbewahre: ansehen, löschen, widersprechen",
        "Lo que guardo de ti: verlo, borrarlo, no participar",
        "Ce que je garde de toi : le voir, l'effacer, refuser",
        "Che cosa conservo di te: vederlo, cancellarlo, rifiutare",
        "保存している情報の確認・削除・停止",
        "O que guardo sobre você: ver, apagar, não participar",
    ],
};

/// What can be done with `/privacy`.
pub(super) const PRIVACY_ACTIONS: [Words; 4] = [
    Words {
        name: "see",
        description: "Show what is kept of you",
        names: ["ansehen", "ver", "voir", "vedi", "確認", "ver"],
        descriptions: [
            "Zeigen, was von dir aufbewahrt wird",
            "Mostrar lo que se guarda de ti",
            "Montrer ce qui est gardé de toi",
            "Mostra che cosa è conservato di te",
            "保存されている情報を表示",
            "Mostrar o que é guardado sobre você",
        ],
    },
    Words {
        name: "delete",
        description: "Delete what is kept of you",
        names: ["löschen", "borrar", "effacer", "cancella", "削除", "apagar"],
        descriptions: [
            "Löschen, was von dir aufbewahrt wird",
            "Borrar lo que se guarda de ti",
            "Effacer ce qui est gardé de toi",
            "Cancella che cosa è conservato di te",
            "保存されている情報を削除",
            "Apagar o que é guardado sobre você",
        ],
    },
    Words {
        name: "opt-out",
        description: "Delete it, and keep nothing from now on",
        names: ["widersprechen", "no-participar", "refuser", "rifiuta", "停止", "não-participar"],
        descriptions: [
            "Löschen und ab jetzt nichts mehr aufbewahren",
            "Borrarlo y no guardar nada a partir de ahora",
            "L'effacer et ne plus rien garder désormais",
            "Cancellalo e non conservare più nulla",
            "削除し、今後は何も保存しない",
            "Apagar e não guardar mais nada",
        ],
    },
    Words {
        name: "opt-in",
        description: "Take the opt-out back",
        names: ["zustimmen", "participar", "accepter", "accetta", "再開", "participar"],
        descriptions: [
            "Den Widerspruch zurücknehmen",
            "Volver a participar",
            "Revenir sur ton refus",
            "Ritira il rifiuto",
            "停止を取り消す",
            "Voltar a participar",
        ],
    },
];

pub(super) const DOCENT: Words = Words {
    name: "docent",
    description: "For moderators: where and how Docent answers, and what it should learn",
    names: ["docent", "docent", "docent", "docent", "docent", "docent"],
    descriptions: [
        "Für Moderatoren: wo und wie Docent antwortet und was es lernen soll",
        "Para moderadores: dónde y cómo responde Docent y qué debe aprender",
        "Pour les modérateurs : où et comment Docent répond, et ce qu'il doit apprendre",
        "Per moderatori: dove e come risponde Docent e che cosa deve imparare",
        "モデレーター用：答える場所、答え方、教える内容",
        "Para moderadores: onde e como o Docent responde e o que deve aprender",
    ],
};

pub(super) const CHANNELS: Words = Words {
    name: "channels",
    description: "How Docent behaves in each channel",
    names: ["kanäle", "canales", "salons", "canali", "チャンネル", "canais"],
    descriptions: [
        "Wie sich Docent in jedem Kanal verhält",
        "Cómo se comporta Docent en cada canal",
        "Le comportement de Docent dans chaque salon",
        "Come si comporta Docent in ogni canale",
        "チャンネルごとの動作",
        "Como o Docent se comporta em cada canal",
    ],
};

pub(super) const CHANNEL: Words = Words {
    name: "channel",
    description: "Which channel, thread or forum; this one where left out",
    names: ["kanal", "canal", "salon", "canale", "対象チャンネル", "canal"],
    descriptions: [
        "Welcher Kanal, Thread oder welches Forum; ohne Angabe dieser",
        "Qué canal, hilo o foro; si se omite, este",
        "Quel salon, fil ou forum ; celui-ci si rien n'est indiqué",
        "Quale canale, thread o forum; questo se omesso",
        "チャンネル、スレッド、フォーラム。省略時はここ",
        "Qual canal, tópico ou fórum; este, se omitido",
    ],
};

pub(super) const MODE: Words = Words {
    name: "mode",
    description: "What Docent does there",
    names: ["modus", "modo", "mode", "modalità", "動作", "modo"],
    descriptions: [
        "Was Docent dort tut",
        "Lo que Docent hace allí",
        "Ce que Docent y fait",
        "Che cosa fa lì Docent",
        "そこでの動作",
        "O que o Docent faz ali",
    ],
};

/// The values of `mode`, in the order of the store's.
pub(super) const MODES: [Words; 4] = [
    Words {
        name: "Answer what it is sure of",
        description: "",
        names: [
            "Antworten, wenn es sicher ist",
            "Responder cuando está seguro",
            "Répondre quand il est sûr",
            "Rispondere quando è sicuro",
            "確かなときに答える",
            "Responder quando tem certeza",
        ],
        descriptions: [""; 6],
    },
    Words {
        name: "Only when mentioned",
        description: "",
        names: [
            "Nur bei Erwähnung",
            "Solo al ser mencionado",
            "Seulement s'il est mentionné",
            "Solo se menzionato",
            "メンションされたときだけ",
            "Só quando mencionado",
        ],
        descriptions: [""; 6],
    },
    Words {
        name: "Shadow: silent, moderators see what it would say",
        description: "",
        names: [
            "Schatten: still, Moderatoren sehen, was es sagen würde",
            "Sombra: callado, los moderadores ven lo que diría",
            "Ombre : muet, les modérateurs voient ce qu'il dirait",
            "Ombra: muto, i moderatori vedono che cosa direbbe",
            "シャドー：発言せず、モデレーターにだけ見せる",
            "Sombra: calado, moderadores veem o que diria",
        ],
        descriptions: [""; 6],
    },
    Words {
        name: "Off",
        description: "",
        names: ["Aus", "Apagado", "Désactivé", "Spento", "オフ", "Desligado"],
        descriptions: [""; 6],
    },
];

pub(super) const ASKED: Words = Words {
    name: "asked",
    description: "Least confidence to answer who asks Docent, 0 to 1",
    names: ["gefragt", "preguntado", "sollicité", "interpellato", "質問時", "perguntado"],
    descriptions: [
        "Mindestsicherheit für Antworten an alle, die Docent fragen, 0 bis 1",
        "Certeza mínima para responder a quien pregunta a Docent, de 0 a 1",
        "Certitude minimale pour répondre à qui interroge Docent, de 0 à 1",
        "Certezza minima per rispondere a chi interpella Docent, da 0 a 1",
        "Docentへの質問に答える最低の確信度、0〜1",
        "Certeza mínima para responder a quem pergunta ao Docent, de 0 a 1",
    ],
};

pub(super) const UNASKED: Words = Words {
    name: "unasked",
    description: "Least confidence to answer unasked, 0 to 1",
    names: ["ungefragt", "sin-preguntar", "spontané", "spontaneo", "自発時", "espontâneo"],
    descriptions: [
        "Mindestsicherheit für ungefragte Antworten, 0 bis 1",
        "Certeza mínima para responder sin que le pregunten, de 0 a 1",
        "Certitude minimale pour répondre spontanément, de 0 à 1",
        "Certezza minima per rispondere spontaneamente, da 0 a 1",
        "自発的に答える最低の確信度、0〜1",
        "Certeza mínima para responder sem ser perguntado, de 0 a 1",
    ],
};

pub(super) const SETTINGS: Words = Words {
    name: "settings",
    description: "What holds for the whole server",
    names: ["einstellungen", "ajustes", "réglages", "impostazioni", "設定", "configurações"],
    descriptions: [
        "Was für den ganzen Server gilt",
        "Lo que vale para todo el servidor",
        "Ce qui vaut pour tout le serveur",
        "Che cosa vale per tutto il server",
        "サーバー全体の設定",
        "O que vale para o servidor inteiro",
    ],
};

pub(super) const REVIEW: Words = Words {
    name: "review",
    description: "Private channel in which shadow mode shows what Docent would have said",
    names: ["prüfkanal", "revisión", "relecture", "revisione", "確認用", "revisão"],
    descriptions: [
        "Privater Kanal, in dem der Schattenmodus zeigt, was Docent gesagt hätte",
        "Canal privado donde el modo sombra muestra lo que Docent habría dicho",
        "Salon privé où le mode ombre montre ce que Docent aurait dit",
        "Canale privato in cui la modalità ombra mostra che cosa avrebbe detto Docent",
        "シャドー動作の内容を表示する非公開チャンネル",
        "Canal privado onde o modo sombra mostra o que o Docent teria dito",
    ],
};

pub(super) const FEEDBACK: Words = Words {
    name: "feedback",
    description: "Who may say whether a reply helped",
    names: ["bewertung", "valoración", "avis", "valutazione", "評価", "avaliação"],
    descriptions: [
        "Wer sagen darf, ob eine Antwort geholfen hat",
        "Quién puede decir si una respuesta ayudó",
        "Qui peut dire si une réponse a aidé",
        "Chi può dire se una risposta è stata utile",
        "答えが役立ったかを評価できる人",
        "Quem pode dizer se uma resposta ajudou",
    ],
};

/// The values of `feedback`, in the order of the store's.
pub(super) const RATERS: [Words; 2] = [
    Words {
        name: "Only who asked",
        description: "",
        names: [
            "Nur wer gefragt hat",
            "Solo quien preguntó",
            "Seulement qui a demandé",
            "Solo chi ha chiesto",
            "質問した人だけ",
            "Só quem perguntou",
        ],
        descriptions: [""; 6],
    },
    Words {
        name: "Everybody",
        description: "",
        names: ["Alle", "Todos", "Tout le monde", "Tutti", "全員", "Todos"],
        descriptions: [""; 6],
    },
];

pub(super) const LOG_DAYS: Words = Words {
    name: "log_days",
    description: "Days that the question log is kept; 0 keeps none",
    names: ["protokolltage", "días_registro", "jours_journal", "giorni_registro", "記録日数", "dias_registro"],
    descriptions: [
        "Tage, die das Frageprotokoll aufbewahrt wird; 0 bewahrt nichts auf",
        "Días que se guarda el registro de preguntas; 0 no guarda nada",
        "Jours de conservation du journal des questions ; 0 ne garde rien",
        "Giorni di conservazione del registro delle domande; 0 non conserva nulla",
        "質問記録の保存日数。0なら保存しない",
        "Dias em que o registro de perguntas é guardado; 0 não guarda nada",
    ],
};

pub(super) const STATUS: Words = Words {
    name: "status",
    description: "Whether everything Docent needs is there, and what the verdicts add up to",
    names: ["status", "estado", "état", "stato", "状態", "estado"],
    descriptions: [
        "Ob alles da ist, was Docent braucht, und was die Urteile ergeben",
        "Si está todo lo que Docent necesita y qué dicen los veredictos",
        "Si tout ce qu'il faut à Docent est là, et ce que disent les avis",
        "Se c'è tutto quello che serve a Docent e che cosa dicono i giudizi",
        "必要なものの確認と判定の集計",
        "Se há tudo de que o Docent precisa e o que dizem os vereditos",
    ],
};

pub(super) const STATS: Words = Words {
    name: "stats",
    description: "What was asked, and what became of it",
    names: ["statistik", "estadísticas", "statistiques", "statistiche", "統計", "estatísticas"],
    descriptions: [
        "Was gefragt wurde und was daraus wurde",
        "Qué se preguntó y qué resultó de ello",
        "Ce qui a été demandé et ce qu'il en est advenu",
        "Che cosa è stato chiesto e com'è andata",
        "質問とその結果の集計",
        "O que foi perguntado e no que deu",
    ],
};

pub(super) const DAYS: Words = Words {
    name: "days",
    description: "How many days to look back",
    names: ["tage", "días", "jours", "giorni", "日数", "dias"],
    descriptions: [
        "Wie viele Tage zurück",
        "Cuántos días hacia atrás",
        "Combien de jours en arrière",
        "Quanti giorni indietro",
        "さかのぼる日数",
        "Quantos dias para trás",
    ],
};

pub(super) const UNANSWERED: Words = Words {
    name: "unanswered",
    description: "What people asked in vain, and a way to teach it",
    names: ["unbeantwortet", "sin-respuesta", "sans-réponse", "senza-risposta", "未回答", "sem-resposta"],
    descriptions: [
        "Was vergeblich gefragt wurde, und wie man es beibringt",
        "Lo que se preguntó en vano y cómo enseñarlo",
        "Ce qui a été demandé en vain, et comment l'apprendre à Docent",
        "Che cosa è stato chiesto invano e come insegnarlo",
        "答えられなかった質問と教える方法",
        "O que foi perguntado em vão e como ensinar",
    ],
};

pub(super) const TAUGHT: Words = Words {
    name: "taught",
    description: "What was taught in this server: see, change, remove",
    names: ["gelernt", "enseñado", "appris", "insegnato", "教えた内容", "ensinado"],
    descriptions: [
        "Was auf diesem Server beigebracht wurde: ansehen, ändern, entfernen",
        "Lo que se enseñó en este servidor: ver, cambiar, quitar",
        "Ce qui a été appris sur ce serveur : voir, modifier, retirer",
        "Che cosa è stato insegnato in questo server: vedere, cambiare, rimuovere",
        "このサーバーで教えた内容の確認・変更・削除",
        "O que foi ensinado neste servidor: ver, mudar, remover",
    ],
};

pub(super) const RELOAD: Words = Words {
    name: "reload",
    description: "Read the knowledge folder again",
    names: ["neu-laden", "recargar", "recharger", "ricarica", "再読み込み", "recarregar"],
    descriptions: [
        "Den Wissensordner neu einlesen",
        "Volver a leer la carpeta de conocimiento",
        "Relire le dossier de connaissances",
        "Rileggi la cartella delle conoscenze",
        "知識フォルダーを読み直す",
        "Ler de novo a pasta de conhecimento",
    ],
};

pub(super) const EXPORT: Words = Words {
    name: "export",
    description: "Everything that was taught here, ready for a pull request",
    names: ["exportieren", "exportar", "exporter", "esporta", "書き出し", "exportar"],
    descriptions: [
        "Alles, was hier beigebracht wurde, fertig für einen Pull Request",
        "Todo lo que se enseñó aquí, listo para un pull request",
        "Tout ce qui a été appris ici, prêt pour une pull request",
        "Tutto quello che è stato insegnato qui, pronto per una pull request",
        "教えた内容をプルリクエスト用に書き出す",
        "Tudo o que foi ensinado aqui, pronto para um pull request",
    ],
};
