//! German: small words, ways of asking, chat spellings. Written with umlauts; they are folded with what people type.

use super::{Asking, Written};

pub(super) const WORDS: Written = Written {
    function: "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner und oder aber doch denn sondern \
        weil dass daß ob wenn als wie in im an am auf aus bei beim mit nach von vom vor zu zum zur für gegen ohne um über unter durch bis seit \
        während wegen trotz zwischen neben hinter pro per ist sind war waren bin bist seid wäre wären sein gewesen hat habe haben hast hatte \
        hatten hätte wurde wurden würde würden worden kann kannst können könnte könnten konnte muss muß müssen musst \
        müsste soll sollte sollten sollen darf dürfen will wollen wollte möchte möchten mag ich du er sie es wir ihr man mich dich sich uns \
        euch mir dir ihm ihn ihnen was wer wen wem wessen wo woher wohin wann warum wieso weshalb welche welcher welches welchen welchem \
        womit wofür wozu wieviel nicht nichts auch nur noch schon so sehr mehr meist meisten weniger viel viele vielen dann da dort dabei dafür \
        daran darauf davon dazu beide beiden alle alles jede jeder jedes andere anderen anderer etwas zwei einander selbst eher dieser diese \
        dieses diesen diesem jene sowie bzw dein deine deinen deiner ihre ihren seine seinen deren dessen tun tut macht machen mache gibt geben",
    filler: "hi hallo hey moin servus guten morgen tag abend leute zusammen bitte danke dank sorry entschuldigung entschuldigt ok okay also naja na ja \
        nein hm ähm mal eigentlich wirklich vielleicht wahrscheinlich halt eben wohl denn überhaupt kurz kurze schnell schnelle frage fragen \
        wissen weiß wüsste gerne gern sagen sagt erklären erklär erkläre erklärt hilfe helfen jemand jemanden irgendwer einer ahnung idee denke \
        finde glaube meine meinst gehört gelesen irgendwie ungefähr etwa genau immer oft normalerweise typischerweise generell heute heutzutage \
        aktuell momentan derzeit überlege überlegen gerade einfach halt lol haha docent bot dumme blöde doofe anfänger kannst könnt wird werde werden wirst",
    here: "unser unsere unserem unseren unserer unseres wir uns mein meine meinem meinen meiner meins gestern heute morgen vorhin gleich jetzt \
        nachher montag dienstag mittwoch donnerstag freitag samstag sonntag woche uhr wieder noch gerade eben letzte letzten letzter nächste \
        nächsten nächster er sie ihm ihr euer eure eurem hier dieser diese dieses diesem jemand vorgestern übermorgen",
    telling: "verdient verdiene verdienen verdienst braucht brauche brauchen brauch kostet lohnt lernt lerne lernen wechseln wechsel werde wirst arbeitet \
        arbeiten arbeite heißt bedeutet unterscheidet unterscheiden unterschied unterschiede gehalt gehälter bezahlt besser schwerer schwieriger leichter \
        einfacher schlechter höher beruf berufe stelle stellen studium abschluss jahre jahren monate lange anfangen steht geht kommt nimmt sieht \
        liegt bleibt zahlt zahlen passt schreiben programmieren zuerst einstellen sicher zukunft ausbildung quereinstieg rolle rollen wieviel \
        eigenen neuen neue neuer neues guten gute guter ganz ganze zurück erst erste ersten vergleich vergleiche dauert dauer tagsüber nachts \
        gleiche gleichen dasselbe firma firmen entwickler datenbank nun mein dein sein kommen gehen stehen sehen läuft laufen hab hast habt",
    articles: "ein eine einen einem einer eines der die das den dem des",
    towards: "zu zum zur nach in ins werden richtung hin",
    joiners: "vs oder und zu zum zur vom von als mit für zwischen in im bei aus nach gegen gegenüber über",
    rivals: "vs oder und als zu zum zur vom von zwischen wie nach gegen gegenüber",
    polite: "ein eine einen einem einer der die das den dem des bitte hi hey hallo moin danke also ok mal denn eigentlich",
    not: "nicht",
    before_a_stop: "z b bzw ca usw d h vs evtl ggf inkl max min nr etc dr",
    shortened: &[
        ("nich", "nicht"),
        ("net", "nicht"),
        ("ne", "eine"),
        ("nen", "einen"),
        ("nem", "einem"),
        ("ner", "einer"),
        ("n", "ein"),
        ("gibts", "gibt es"),
        ("gehts", "geht es"),
        ("wärs", "wäre es"),
        ("ists", "ist es"),
        ("isses", "ist es"),
        ("kanns", "kann es"),
        ("fürs", "für das"),
        ("ins", "in das"),
        ("ans", "an das"),
        ("aufs", "auf das"),
        ("übers", "über das"),
        ("vlt", "vielleicht"),
        ("vllt", "vielleicht"),
        ("evtl", "vielleicht"),
        ("iwie", "irgendwie"),
        ("iwer", "irgendwer"),
        ("kp", "keine ahnung"),
        ("ka", "keine ahnung"),
        ("bissl", "bisschen"),
        ("unterschd", "unterschied"),
        ("wieviele", "wie viele"),
        ("versus", "vs"),
        ("gegenüber", "vs"),
        ("mmn", "meiner meinung nach"),
        ("isn", "ist ein"),
        ("wasn", "was denn"),
        ("weils", "weil es"),
        ("obs", "ob es"),
        ("hab", "habe"),
        ("ham", "haben"),
        ("brauch", "brauche"),
        ("verdien", "verdiene"),
        ("lern", "lerne"),
    ],
    endings: &[("'s", "es"), ("'n", "ein"), ("'ne", "eine")],
    asking: Asking {
        interrogatives: "was wer wen wem wessen wie wo woher wohin wann warum wieso weshalb weswegen welche welcher welches welchen welchem womit \
            wofür wozu worin woran worauf wodurch worüber wovon wieviel inwiefern inwieweit wieviele",
        conjunctions: "",
        before: "mit für in zu bei von ab seit bis auf an nach um aus über unter gegen ohne durch und oder aber also",
        verbs: "ist sind war bin wäre kann können könnte muss müssen soll sollte sollten darf dürfen will wird werden würde würden hat haben habe \
            gibt braucht brauche brauchen lohnt verdient verdienen verdiene macht machen geht lernt lerne zahlt zahlen nimmt arbeitet arbeiten \
            schreibt schreiben programmiert programmieren passt stimmt reicht ersetzt ersetzen bleibt bleiben zählt gilt gehört unterscheidet \
            unterscheiden überschneiden kommt kommen sieht sehen heißt kennt weiß bekommt bekommen hilft wechseln dauert haltet findet steht",
        inverted: true,
        subjects: "ich du er sie es wir ihr man sich jemand einer eine ein der die das den dem dieser diese beide beides alle jeder denn eigentlich \
            data backend daten etl elt ki junior senior startups firmen unternehmen leute überhaupt wirklich als kein keine einem mir uns so \
            entwickler programmierer ingenieure engineers jobs berufe rollen gehälter menschen backendler",
        exclaiming: &[
            "wie gesagt", "wie immer", "wie schon", "wie geil", "wie cool", "wie schade", "wie nett", "wie lustig", "wie dumm", "wie süß", "wie schön", "wie bereits",
            "wie auch", "wie besprochen", "wie du", "wie ihr", "wie wir", "was ein", "was eine", "was mich", "was auch", "was solls", "wer will", "wer mag", "wer hat lust",
            "was für ein tag", "was für ein mist", "wo wir", "was nicht", "ist halt", "ist so", "muss ich los", "war so", "kann man machen", "kann man so",
        ],
        requests: &[
            "erklär", "erkläre", "erklärt mir", "erklären sie", "erkläre mir", "sag mir", "sagt mir", "zeig mir", "zeigt mir", "vergleiche", "vergleich mal", "vergleicht",
            "beschreib", "beschreibe", "ich frage mich", "frage mich", "frag mich", "weiß jemand", "weiß einer", "weiß wer", "kennt jemand", "hat jemand",
            "kann jemand", "kann mir jemand", "kann mir einer", "kann mir wer", "könnt ihr mir", "kannst du mir", "möchte wissen", "will wissen", "wüsste gern", "wüsste gerne",
            "gern wissen", "gerne wissen", "mal wissen", "keine ahnung ob", "keine ahnung was", "keine ahnung wie", "keine ahnung welche", "verstehe nicht", "versteh nicht", "nicht sicher ob",
            "unsicher ob", "überlege ob", "überlege gerade ob", "weiß nicht ob", "weiß nicht welche", "weiß nicht was", "weiß nicht wie", "bin unsicher", "überblick über", "infos zu", "info zu",
            "infos über", "tipps", "was ist mit", "interessiert mich", "mich interessiert", "mich würde interessieren", "würde mich interessieren", "jemand erfahrung", "eure meinung zu",
            "kann mich nicht entscheiden",
        ],
        comparing: &["vs", "unterschied zwischen", "unterschiede zwischen", "unterschied von", "im vergleich zu", "vergleich von", "vergleich zwischen", "im unterschied zu"],
        anywhere: &[
            "wie viel", "wie viele", "wie lange", "wie oft", "wie schwer", "wie hoch", "oder was", "oder wie", "oder nicht", "und was", "und wie", "und warum", "und wer", "für wen", "mit wem",
            "was muss ich", "was brauche ich", "was fehlt mir", "wo fange ich an", "wie fange ich an", "wie geht das", "wie mache ich", "was soll ich", "zu wem", "welche rolle", "welcher beruf", "ja oder nein",
        ],
        or: "oder",
    },
};
