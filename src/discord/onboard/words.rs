//! `/onboard` as Discord shows it while people type: names and descriptions in every language.
//!
//! In: nothing. Out: the definition of the command. What each sub-command does is left to its room.

use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
};

use super::super::limits::NAME_OPTION;
use super::super::locales::{self, Words};
use crate::store::{MAX_FORGET_DAYS, WelcomeBy};

/// The command, for servers: whose team somebody belongs to is a question of the server.
pub(in crate::discord) fn definition() -> CreateCommand {
    let track = || TRACK.option(CommandOptionType::String).set_autocomplete(true).min_length(1).max_length(NAME_OPTION);
    let assign = ASSIGN
        .option(CommandOptionType::SubCommand)
        .add_sub_option(track().required(true))
        .add_sub_option(PERSON.option(CommandOptionType::User))
        .add_sub_option(ROLE.option(CommandOptionType::Role));
    let options = vec![
        START.option(CommandOptionType::SubCommand).add_sub_option(track()),
        TEAM.option(CommandOptionType::SubCommand),
        EXPORT.option(CommandOptionType::SubCommand),
        assign,
        settings(track()),
        POST.option(CommandOptionType::SubCommand),
    ];
    ONBOARD
        .command()
        .kind(CommandType::ChatInput)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
        .set_options(options)
}

fn settings(track: CreateCommandOption) -> CreateCommandOption {
    let welcome = WELCOME.option(CommandOptionType::String);
    let ways = WELCOMES.iter().zip(WelcomeBy::ALL);
    let welcome = ways.fold(welcome, |option, (words, way)| words.choice(option, way.as_str()));
    let days =
        FORGET_DAYS.option(CommandOptionType::Integer).min_int_value(0).max_int_value(u64::from(MAX_FORGET_DAYS));
    locales::SETTINGS
        .option(CommandOptionType::SubCommand)
        .add_sub_option(welcome)
        .add_sub_option(locales::CHANNEL.option(CommandOptionType::Channel))
        .add_sub_option(track)
        .add_sub_option(ROLE.option(CommandOptionType::Role))
        .add_sub_option(days)
}

const ONBOARD: Words = Words {
    name: "onboard",
    description: "A short tour for newcomers, at your own pace",
    names: ["einstieg", "bienvenida", "accueil", "accoglienza", "オンボーディング", "integracao"],
    descriptions: [
        "Eine kurze Tour für Neue, in deinem Tempo",
        "Un recorrido corto para quien empieza, a tu ritmo",
        "Une courte visite pour qui arrive, à ton rythme",
        "Un breve giro per chi inizia, con i tuoi tempi",
        "新しい人のための短いツアー、自分のペースで",
        "Um passeio curto para quem chega, no seu ritmo",
    ],
};

const START: Words = Words {
    name: "start",
    description: "Begin a track, or go on where you were",
    names: ["start", "empezar", "commencer", "inizia", "開始", "comecar"],
    descriptions: [
        "Eine Tour beginnen oder dort weitermachen, wo du warst",
        "Empieza un recorrido o sigue donde estabas",
        "Commence une visite ou reprends où tu en étais",
        "Inizia un giro o riprendi da dove eri",
        "ツアーを始める、または続きから",
        "Comece um passeio ou continue de onde parou",
    ],
};

const TEAM: Words = Words {
    name: "team",
    description: "For leads: who is where, how long steps take, what is missing",
    names: ["team", "equipo", "equipe", "team", "チーム", "equipe"],
    descriptions: [
        "Für Leitende: wer wo ist, wie lange Schritte dauern, was fehlt",
        "Para responsables: quién va por dónde, cuánto tardan, qué falta",
        "Pour les responsables : qui en est où, durées, manques",
        "Per chi guida: chi è dove, quanto durano i passi, cosa manca",
        "リーダー向け：進み具合、所要時間、足りないもの",
        "Para líderes: quem está onde, quanto demora, o que falta",
    ],
};

const EXPORT: Words = Words {
    name: "export",
    description: "For leads: the same as a CSV file",
    names: ["export", "exportar", "exporter", "esporta", "書き出し", "exportar"],
    descriptions: [
        "Für Leitende: dasselbe als CSV-Datei",
        "Para responsables: lo mismo en un archivo CSV",
        "Pour les responsables : la même chose en CSV",
        "Per chi guida: lo stesso come file CSV",
        "リーダー向け：同じ内容をCSVで",
        "Para líderes: o mesmo em um arquivo CSV",
    ],
};

const ASSIGN: Words = Words {
    name: "assign",
    description: "For leads: choose the track of a person or a role",
    names: ["zuweisen", "asignar", "attribuer", "assegna", "割り当て", "atribuir"],
    descriptions: [
        "Für Leitende: die Tour einer Person oder Rolle wählen",
        "Para responsables: elige el recorrido de una persona o un rol",
        "Pour les responsables : choisir la visite d'une personne ou d'un rôle",
        "Per chi guida: scegli il giro di una persona o di un ruolo",
        "リーダー向け：人やロールのツアーを決める",
        "Para líderes: escolha o passeio de uma pessoa ou de um cargo",
    ],
};

const POST: Words = Words {
    name: "post",
    description: "For leads: show a button here that begins the tour",
    names: ["zeigen", "publicar", "publier", "mostra", "投稿", "publicar"],
    descriptions: [
        "Für Leitende: hier einen Knopf zeigen, der die Tour beginnt",
        "Para responsables: muestra aquí un botón que empieza el recorrido",
        "Pour les responsables : montrer ici un bouton qui lance la visite",
        "Per chi guida: mostra qui un pulsante che inizia il giro",
        "リーダー向け：ツアーを始めるボタンをここに表示",
        "Para líderes: mostre aqui um botão que começa o passeio",
    ],
};

const TRACK: Words = Words {
    name: "track",
    description: "Which tour",
    names: ["tour", "recorrido", "visite", "giro", "ツアー", "passeio"],
    descriptions: ["Welche Tour", "Qué recorrido", "Quelle visite", "Quale giro", "どのツアーか", "Qual passeio"],
};

const PERSON: Words = Words {
    name: "person",
    description: "For whom",
    names: ["person", "persona", "personne", "persona", "人", "pessoa"],
    descriptions: ["Für wen", "Para quién", "Pour qui", "Per chi", "誰のためか", "Para quem"],
};

const ROLE: Words = Words {
    name: "role",
    description: "Which role",
    names: ["rolle", "rol", "rôle", "ruolo", "ロール", "cargo"],
    descriptions: ["Welche Rolle", "Qué rol", "Quel rôle", "Quale ruolo", "どのロールか", "Qual cargo"],
};

const WELCOME: Words = Words {
    name: "welcome",
    description: "How I greet who joins",
    names: ["begrüßung", "saludo", "bienvenue", "benvenuto", "挨拶", "saudacao"],
    descriptions: [
        "Wie ich Neue begrüße",
        "Cómo saludo a quien llega",
        "Comment je salue qui arrive",
        "Come saluto chi arriva",
        "参加した人への挨拶のしかた",
        "Como cumprimento quem chega",
    ],
};

const NO_DESCRIPTIONS: [&str; 6] = [""; 6];

/// In the order of [`WelcomeBy::ALL`].
const WELCOMES: [Words; 3] = [
    Words {
        name: "Not at all",
        description: "",
        names: ["Gar nicht", "De ninguna forma", "Pas du tout", "Per niente", "しない", "De jeito nenhum"],
        descriptions: NO_DESCRIPTIONS,
    },
    Words {
        name: "In a channel",
        description: "",
        names: ["In einem Kanal", "En un canal", "Dans un salon", "In un canale", "チャンネルで", "Em um canal"],
        descriptions: NO_DESCRIPTIONS,
    },
    Words {
        name: "By direct message",
        description: "",
        names: [
            "Per Direktnachricht",
            "Por mensaje directo",
            "Par message privé",
            "Con messaggio diretto",
            "ダイレクトメッセージで",
            "Por mensagem direta",
        ],
        descriptions: NO_DESCRIPTIONS,
    },
];

const FORGET_DAYS: Words = Words {
    name: "forget_days",
    description: "Days that I keep the progress of who left the server",
    names: ["vergessen_tage", "dias_olvido", "jours_oubli", "giorni_oblio", "保存日数", "dias_esquecer"],
    descriptions: [
        "Tage, die ich den Fortschritt von Gegangenen behalte",
        "Días que guardo el progreso de quien dejó el servidor",
        "Jours pendant lesquels je garde le progrès de qui est parti",
        "Giorni per cui tengo i progressi di chi ha lasciato il server",
        "サーバーを去った人の進捗を残す日数",
        "Dias que guardo o progresso de quem saiu do servidor",
    ],
};
