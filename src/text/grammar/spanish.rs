//! Spanish: small words, ways of asking, chat spellings. Written with accents; they are folded with what people type.

use super::{Asking, Written};

pub(super) const WORDS: Written = Written {
    function: "el la los las un una unos unas lo al del de en a y e o u ni que como cuando donde quien quienes cual cuales cuanto cuanta cuantos \
        cuantas qué cómo cuándo dónde quién cuál cuáles por para con sin sobre entre hasta desde hacia según durante tras ante bajo si no sí \
        es son soy eres somos era eran fue fueron ser sido siendo está están estoy estás estar esté hay había haya he has ha han hemos haber \
        tengo tiene tienen tienes tener puede pueden puedo puedes podría podrían poder debe deben debo debería deberían deber hace hacen hago \
        haces hacer va van voy vas ir yo tú él ella ello nosotros ellos ellas usted ustedes me te se le les nos os mi tu su sus tus mis pero \
        porque pues aunque mientras también tampoco más menos muy mucho mucha muchos muchas poco poca pocos pocas tanto tan todo toda todos \
        todas otro otra otros otras mismo misma cada algún alguna algunos algunas ningún ninguna dos ambos ambas uno una ya aún así solo \
        sólo este esta esto estos estas ese esa eso esos esas aquel aquella cuyo cuya vs sino realmente suele suelen da dan",
    filler: "hola buenas buenos días dias tardes noches gente chicos chicas amigos compañeros todos por favor porfa gracias perdón perdona disculpa \
        disculpen bueno vale ok oye oigan eh pues mm quizá quizás tal vez probablemente realmente básicamente pregunta preguntas duda dudas saber \
        sabe saben sabes decir dice dicen explicar explica explicame explíquenme ayuda ayudar alguien idea creo pienso supongo entiendo entender \
        leído oído visto escuchado más menos aproximadamente exactamente siempre normalmente generalmente habitualmente actualmente hoy rápida rápido \
        tonta tonto novato simple jaja jajaja docent bot favor curiosidad quisiera gustaría quería quiero",
    here: "nuestro nuestra nuestros nuestras mi mis mío mía nosotros ayer hoy mañana ahora luego antes lunes martes miércoles jueves viernes sábado \
        domingo semana otra último última próximo próxima él ella ellos aquí acá allí este esta esto alguien vuestro vuestra anoche todavía",
    telling: "gana ganan gano ganar cobra cobran cobrar paga pagan pagar necesita necesito necesitan necesitas cuesta conviene merece pena aprende \
        aprender aprendo cambiar cambio pasar paso trabaja trabajan trabajar trabajo significa diferencia diferencias sueldo sueldos salario \
        salarios mejor peor difícil fácil empresa empresas carrera carreras puesto puestos título años mes meses tarda tardo empezar sirve \
        ingeniero ingeniera ingenieros ingeniería datos desarrollador desarrolladores programador programar programan futuro rol roles persona \
        contratar primero primera elegir elijo mejores nuevo nueva nuevos grande estudiar estudios existe parece conseguir convertirme guardia guardias \
        desaparecer seguro seguros hacerme comparar comparación comparado quiere quieren queda qué cómo cuál misma escribe escriben código",
    articles: "el la los las un una unos unas lo",
    towards: "a al hacia hasta ser hacerme convertirme",
    joiners: "vs o y a al de del que como con para por entre en desde hacia u e",
    rivals: "vs o y que a al de del entre como desde hacia u",
    polite: "el la los las un una unos unas por favor porfa hola gracias oye pues vale bueno ok",
    not: "no",
    before_a_stop: "p ej etc vs aprox ud uds sr sra dr num",
    shortened: &[
        ("q", "que"),
        ("k", "que"),
        ("ke", "que"),
        ("xq", "por que"),
        ("pq", "por que"),
        ("porq", "por que"),
        ("porqué", "por que"),
        ("tb", "también"),
        ("tmb", "también"),
        ("tbn", "también"),
        ("x", "por"),
        ("d", "de"),
        ("xfa", "porfa"),
        ("pf", "porfa"),
        ("pls", "porfa"),
        ("grax", "gracias"),
        ("alg", "alguien"),
        ("cm", "como"),
        ("cmo", "como"),
        ("cnto", "cuanto"),
        ("dif", "diferencia"),
        ("difs", "diferencias"),
        ("info", "información"),
        ("versus", "vs"),
        ("dev", "desarrollador"),
        ("devs", "desarrolladores"),
    ],
    endings: &[],
    asking: Asking {
        interrogatives: "cual cuales cuanto cuanta cuantos cuantas quien quienes",
        conjunctions: "que como cuando donde",
        before: "a de en con por para desde hasta sobre entre hacia y o pero entonces",
        verbs: "es son soy sera seria esta estan hay puede pueden puedo podria podrian debo debe deberia deberian tengo tiene tienen necesito necesita \
            necesitan necesitas hace hacen hago conviene existe gana ganan cobra cobran paga pagan vale merece se sirve significa va van paso pasa pasar \
            cambio cambiar aprendo aprender empiezo empezar llego llegar consigo elijo elegir hacer ser tarda cuesta quiere escriben escribe programan \
            trabajan trabaja desaparecera reemplazara sustituira me le les convertirse convertirme",
        inverted: false,
        subjects: "tan tanto mas diferencia diferencias salario sueldo rol carrera puesto estudios ingeniero lenguajes habilidades tipo requisitos",
        exclaiming: &[
            "que tal", "que bueno", "que pena", "que bien", "que mal", "que va", "que guay", "que rico", "que lio", "que dia", "que asco", "que risa", "que raro", "que lastima",
            "como dije", "como siempre", "como ya", "como deciamos", "como veis", "como ven", "como se puede ver", "cuando puedas", "cuando quieras", "cuando tengas", "quien quiera", "quien se apunta",
            "que conste", "que se mejore", "que se mejoren", "que le vaya", "que te vaya", "es que", "es verdad", "es cierto", "hay que ver", "vale gracias", "vale perfecto", "se cayo", "se ha caido",
            "puedo confirmar", "tengo que irme", "cuanto lo siento", "cuanto tiempo",
        ],
        requests: &[
            "explica", "explícame", "explíquenme", "explicar", "explicarme", "dime", "díganme", "decirme", "alguien sabe", "alguien me", "alguien puede", "alguien que sepa", "quisiera saber", "quiero saber", "quería saber",
            "gustaría saber", "me pregunto", "compara", "comparar", "comparame", "no entiendo", "no tengo claro", "no sé si", "no sé qué", "no sé cuál", "no sé cómo", "no me queda claro", "tengo una duda", "tengo la duda", "una duda",
            "consejos", "algún consejo", "información sobre", "ayúdenme", "ayudadme", "ayuda con", "saber si", "saber qué", "saber cuánto", "saber cuál", "me interesa saber", "describe", "dudo entre",
            "estoy entre", "indeciso entre", "qué opinan", "qué opináis",
        ],
        comparing: &["vs", "diferencia entre", "diferencias entre", "comparado con", "comparación entre", "comparación de", "en comparación con", "diferencia de"],
        anywhere: &[
            "o no", "o que", "o cual", "y cual", "y cuanto", "y como", "para que sirve", "cuanto gana", "cuanto tiempo", "cuanto cobra", "que es", "que hace", "que diferencia", "cual es", "por donde",
            "vale la pena", "merece la pena", "por que",
        ],
        or: "o",
    },
};
