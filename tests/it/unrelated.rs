//! Entries about something else: what a team adds that has nothing to do with the shipped knowledge. The same every time.

use docent::knowledge::KnowledgeFile;

/// A field of everyday life: where its answers send people, what is done there, and with what.
struct Field {
    name: &'static str,
    place: &'static str,
    doings: [&'static str; 9],
    things: [&'static str; 12],
}

const FIELDS: [Field; 10] = [
    Field {
        name: "Staff",
        place: "people office on the second floor",
        doings: ["request", "extend", "cancel", "hand in", "correct", "approve", "postpone", "shorten", "split"],
        things: [
            "parental leave",
            "annual holiday",
            "sick note",
            "payslip",
            "pension form",
            "relocation allowance",
            "notice period",
            "training voucher",
            "bike subsidy",
            "meal card",
            "overtime sheet",
            "company badge",
        ],
    },
    Field {
        name: "Travel",
        place: "booking desk",
        doings: ["book", "rebook", "cancel", "upgrade", "pay for", "insure", "print", "share", "claim back"],
        things: [
            "train ticket",
            "return flight",
            "hotel room",
            "rental car",
            "airport shuttle",
            "ferry crossing",
            "window seat",
            "visa appointment",
            "luggage locker",
            "sleeping berth",
            "museum pass",
            "city tour",
        ],
    },
    Field {
        name: "Kitchen",
        place: "recipe shelf beside the oven",
        doings: ["bake", "fry", "freeze", "season", "thaw", "reheat", "peel", "marinate", "store"],
        things: [
            "sourdough loaf",
            "salmon fillet",
            "lentil soup",
            "apple pie",
            "roast potatoes",
            "rice pudding",
            "pumpkin curry",
            "cheese omelette",
            "garlic prawns",
            "carrot cake",
            "stuffed peppers",
            "chicken broth",
        ],
    },
    Field {
        name: "Bank",
        place: "counter of the branch",
        doings: ["open", "close", "block", "top up", "transfer", "freeze", "renew", "inherit", "verify"],
        things: [
            "savings account",
            "debit card",
            "mortgage",
            "overdraft",
            "standing order",
            "cheque book",
            "child account",
            "travel money",
            "safe deposit box",
            "joint account",
            "student loan",
            "currency exchange",
        ],
    },
    Field {
        name: "Garden",
        place: "shed behind the greenhouse",
        doings: ["plant", "prune", "water", "fertilise", "harvest", "repot", "mow", "shade", "graft"],
        things: [
            "tomato seedlings",
            "rose bushes",
            "lavender hedge",
            "cherry tree",
            "strawberry bed",
            "compost heap",
            "tulip bulbs",
            "herb pots",
            "front lawn",
            "climbing beans",
            "olive sapling",
            "rhubarb crowns",
        ],
    },
    Field {
        name: "Fitness",
        place: "reception of the gym",
        doings: ["join", "leave", "pause", "reserve", "swap", "teach", "watch", "refund", "gift"],
        things: [
            "yoga class",
            "spinning lesson",
            "sauna evening",
            "swimming lane",
            "boxing ring",
            "climbing wall",
            "tennis court",
            "personal trainer",
            "rowing machine",
            "massage slot",
            "dance course",
            "protein bar",
        ],
    },
    Field {
        name: "Library",
        place: "lending counter",
        doings: ["borrow", "return", "renew", "reserve", "donate", "photocopy", "catalogue", "repair", "replace"],
        things: [
            "crime novel",
            "audio book",
            "picture atlas",
            "vinyl record",
            "board game",
            "travel guide",
            "newspaper volume",
            "reading lamp",
            "study cubicle",
            "library card",
            "comic album",
            "sheet music",
        ],
    },
    Field {
        name: "Garage",
        place: "workshop in the yard",
        doings: ["change", "inflate", "polish", "inspect", "weld", "lubricate", "insure", "sell", "tow"],
        things: [
            "winter tyres",
            "brake pads",
            "exhaust pipe",
            "windscreen wipers",
            "roof rack",
            "spark plugs",
            "bicycle chain",
            "trailer hitch",
            "caravan awning",
            "motorbike helmet",
            "fuel pump",
            "dashboard lamp",
        ],
    },
    Field {
        name: "Pets",
        place: "vet across the street",
        doings: ["feed", "vaccinate", "groom", "adopt", "walk", "microchip", "bathe", "weigh", "board"],
        things: [
            "guinea pig",
            "tabby kitten",
            "greyhound",
            "parrot",
            "goldfish",
            "hedgehog",
            "pony",
            "tortoise",
            "rabbit",
            "canary",
            "ferret",
            "hamster",
        ],
    },
    Field {
        name: "Building",
        place: "caretaker in the basement",
        doings: ["clean", "paint", "unlock", "heat", "rent", "furnish", "measure", "report", "insulate"],
        things: [
            "meeting room",
            "parking garage",
            "lift shaft",
            "mail box",
            "kitchen sink",
            "balcony door",
            "attic window",
            "bicycle cellar",
            "fire extinguisher",
            "front gate",
            "laundry room",
            "radiator valve",
        ],
    },
];

/// So many entries at most, as files of a knowledge folder: every thing with everything that is done with it.
pub(crate) fn entries(most: usize) -> Vec<KnowledgeFile> {
    let of = |field: &'static Field| {
        field.things.iter().flat_map(move |thing| field.doings.iter().map(move |doing| entry(field, doing, thing)))
    };
    // Field by field in turn, so that a part of them is about all.
    let all: Vec<Vec<KnowledgeFile>> = FIELDS.iter().map(|field| of(field).collect()).collect();
    let longest = all.iter().map(Vec::len).max().unwrap_or_default();
    (0..longest).flat_map(|at| all.iter().filter_map(move |files| files.get(at).cloned())).take(most).collect()
}

fn entry(field: &Field, doing: &str, thing: &str) -> KnowledgeFile {
    let Field { name, place, .. } = field;
    let text = format!(
        r#"+++
title = "How do I {doing} the {thing}?"
topic = "{name}"
questions = [
  "how do i {doing} a {thing}",
  "who can {doing} my {thing} for me",
  "where do people {doing} the {thing} here",
  "what does it cost to {doing} a {thing}",
  "is it difficult to {doing} the {thing} on my own",
  "best time of the year to {doing} a {thing}",
  "{thing} {doing} rules",
  "should i {doing} the {thing} before the weekend",
]
sources = ["interview-guide"]
verified = "2026-01-01"
+++
Ask at the {place}: they {doing} the {thing} with you, usually on the same day. Bring the old {thing} along.
"#
    );
    let id = format!("{name}-{doing}-{thing}").to_lowercase().replace(' ', "-");
    KnowledgeFile { path: format!("faq/{}/{id}.md", name.to_lowercase()), text }
}
