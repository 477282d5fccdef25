//! `docent eval` as a person or a script starts it, on the small knowledge about coffee.

use std::path::Path;
use std::process::{Command, Stdio};

use docent::decision::{Decision, Thresholds};
use docent::eval;
use serde_json::{Value, json};

use crate::support::shipped;

/// In scope twice as an example question, once in other words, once as a comparison; out of scope twice.
const CASES: &str = r#"
{"text": "why is my coffee so bitter", "label": "why-bitter"}
{"text": "descaling interval", "label": "descale-machine"}
{"text": "should I keep the beans in the freezer?", "label": "how-to-store-beans", "kind": "reworded"}
{"text": "cold brew or espresso", "label": "compare:espresso+cold-brew"}
{"text": "who won the cup final yesterday?", "label": null}
{"text": "merge the pull request please", "label": null}
"#;

/// A folder for the files of one test.
struct Place(tempfile::TempDir);

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    fn with(cases: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.write("cases.jsonl", cases);
        place
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn eval(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
        let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small");
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DOCENT_")) {
            command.env_remove(name);
        }
        command.args(["eval", "cases.jsonl", "--knowledge"]).arg(knowledge).args(arguments);
        let output = command.current_dir(self.0.path()).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.eval(&[&["--json"], arguments].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }
}

#[test]
fn any_threshold_can_be_tried_without_deciding_again() {
    let docent = shipped();
    let Thresholds { addressed, unaddressed, .. } = docent.thresholds();
    for file in ["questions", "silence"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/{file}.jsonl"));
        for line in std::fs::read_to_string(path).unwrap().lines().step_by(3) {
            let case: Value = serde_json::from_str(line).unwrap();
            let text = case["text"].as_str().unwrap();
            let meant = eval::examine(docent, text, true);
            let passes = meant.open.addressed && meant.confidence >= addressed;
            assert_eq!(passes, meant.decision == Decision::Answer, "{text}");
            let overheard = eval::examine(docent, text, false);
            let passes = overheard.open.unaddressed && overheard.confidence >= unaddressed;
            assert_eq!(passes, overheard.decision == Decision::Answer, "{text}");
        }
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_is_one_object_with_the_agreed_keys() {
    let report = Place::with(CASES).json(&["--tune"]);
    assert_eq!(
        keys(&report),
        [
            "cases",
            "in_scope",
            "out_of_scope",
            "addressed",
            "threshold",
            "accuracy",
            "top_1",
            "recall_at_3",
            "out_of_scope_recall",
            "answered",
            "false_answers",
            "refusals",
            "clarified",
            "auroc",
            "calibration",
            "mean_error",
            "curve",
            "topics",
            "entries",
            "confused",
            "micros",
            "tune"
        ]
    );
    assert_eq!((&report["cases"], &report["in_scope"], &report["out_of_scope"]), (&json!(6), &json!(4), &json!(2)));
    assert_eq!(keys(&report["false_answers"]), ["count", "share", "in_scope", "out_of_scope"]);
    assert_eq!(keys(&report["refusals"]), ["count", "share", "though_known"]);
    assert_eq!(keys(&report["micros"]), ["p50", "p99"]);
    assert_eq!(keys(&report["curve"][0]), ["confidence", "coverage", "error", "accuracy", "out_of_scope_recall"]);
    assert_eq!(keys(&report["tune"]), ["in_scope", "out_of_scope", "addressed", "unaddressed"]);
    assert_eq!(
        keys(&report["tune"]["addressed"]["best"]),
        ["threshold", "accuracy", "out_of_scope_recall", "false_answers", "refused_though_known", "expected"]
    );
    // Example questions and names side by side are certain; in which order the columns stand is all one.
    assert_eq!(report["topics"][0]["name"], "(comparisons)");
    assert_eq!(report["topics"][0]["right"], 1);
    assert_eq!(report["out_of_scope_recall"], 1.0);
}

#[test]
fn predictions_are_a_line_a_case_with_the_best_candidate_even_where_nothing_is_answered() {
    let place = Place::with(CASES);
    let ran = place.eval(&["--predictions", "out.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let written = place.read("out.jsonl");
    let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 6);
    assert_eq!((&lines[0]["label"], &lines[0]["confidence"]), (&json!("why-bitter"), &json!(0.99)));
    assert_eq!(lines[4]["label"], Value::Null);
    for line in &lines {
        assert_eq!(keys(line), ["label", "confidence", "alternatives"]);
        let alternatives = line["alternatives"].as_array().unwrap();
        assert!(
            !alternatives.is_empty() && alternatives.len() <= 5 && !alternatives.contains(&line["label"]),
            "{line}"
        );
        assert!((0.0..=1.0).contains(&line["confidence"].as_f64().unwrap()), "{line}");
    }
}

#[test]
fn a_statement_counts_by_its_confidence_unless_taken_as_unaddressed() {
    let place = Place::with("{\"text\": \"descaling interval\", \"label\": \"descale-machine\"}\n");
    assert_eq!(place.json(&[])["accuracy"], 1.0);
    assert_eq!(place.json(&["--addressed"])["accuracy"], 1.0);
    let unaddressed = place.json(&["--unaddressed"]);
    assert_eq!((&unaddressed["addressed"], &unaddressed["accuracy"]), (&json!(false), &json!(0.0)));
    assert_eq!((&unaddressed["top_1"], &unaddressed["refusals"]["though_known"]), (&json!(1.0), &json!(1)));
}

#[test]
fn the_report_shows_numbers_a_curve_and_what_to_mend() {
    let place =
        Place::with(&format!("{CASES}{}", "{\"text\": \"how to get rid of a bitter taste\", \"label\": null}\n"));
    let ran = place.eval(&["--tune", "--svg", "curve.svg"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let from = Thresholds::default().addressed;
    let head = format!(
        "7 messages: 4 in scope, 3 out of scope\neach as a message meant for Docent, answered from confidence {from} on\n"
    );
    for part in [
        head.as_str(),
        "1 of 7   14.3 %   0 in scope, 1 out of it\n",
        "\nCoverage against error",
        "at the threshold in force\n",
        "\nBy topic\n",
        "  no answer → why-bitter, 1: ",
        "\nRecommended thresholds, resting on 4 cases in scope and 3 out of scope\n",
        "thresholds.unaddressed",
        "µs",
    ] {
        assert!(ran.out.contains(part), "`{part}` is missing in:\n{}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}') && ran.err.is_empty(), "{}", ran.err);
    let svg = place.read("curve.svg");
    assert!(
        svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains("<desc id=\"desc\">7 messages."),
        "{svg}"
    );
}

#[test]
fn without_cases_out_of_scope_nothing_is_recommended() {
    let ran = Place::with("{\"text\": \"descaling interval\", \"label\": \"descale-machine\"}\n").eval(&["--tune"]);
    assert!(ran.out.contains("none can be recommended: there are no cases out of scope (label null)"), "{}", ran.out);
}

#[test]
fn a_baseline_passes_what_is_as_good_and_fails_either_way_to_be_worse() {
    let place = Place::with(CASES);
    let base = place.json(&[]);
    let with = |count: &str, value: i64, right: i64| {
        let mut other = base.clone();
        other[count]["count"] = json!(base[count]["count"].as_i64().unwrap() + value);
        other["answered"]["right"] = json!(base["answered"]["right"].as_i64().unwrap() + right);
        place.write("base.json", &other.to_string());
        place.eval(&["--baseline", "base.json"])
    };
    let same = with("refusals", 0, 0);
    assert_eq!(same.code, Some(0), "{}", same.out);
    assert!(same.out.contains("Against `base.json`") && same.out.contains("  not worse\n"), "{}", same.out);
    assert_eq!(with("false_answers", 1, 0).code, Some(0), "fewer false answers than before are no failure");

    // One more right case before, which is now refused, or answered falsely.
    let mut refused = CASES.replace("should I keep the beans in the freezer?", "is it raining in Lisbon today?");
    place.write("cases.jsonl", &refused);
    place.write("base.json", &base.to_string());
    let ran = place.eval(&["--baseline", "base.json"]);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.out.contains("more than before") && ran.out.contains("  worse: more refusals\n"), "{}", ran.out);

    refused = CASES.replace("should I keep the beans in the freezer?", "how to get rid of a bitter taste");
    place.write("cases.jsonl", &refused);
    let ran = place.eval(&["--json", "--baseline", "base.json"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("  worse: more false answers\n"), "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&report["baseline"]["worse"], &report["baseline"]["same_cases"]), (&json!(true), &json!(true)));
    assert_eq!(keys(&report["baseline"]["rows"][0]), ["name", "before", "before_share", "now", "now_share", "worse"]);
}

#[test]
fn bad_lines_are_all_listed_with_their_place() {
    let place = Place::with(
        "{\"text\": \"a\", \"label\": null}\n\nnonsense\n{\"text\": \"a\"}\n{\"text\": \"a\", \"label\": \"why-biter\"}\n{\"text\": \"a\", \"label\": \"fact:espreso:caffeine\"}\n",
    );
    let ran = place.eval(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert_eq!(
        ran.err,
        "cases.jsonl:3: the line is not JSON (column 2): write {\"text\": \"…\", \"label\": …}\n\
         cases.jsonl:4: there is no `label`: write an id, or null for a message that should not be answered\n\
         cases.jsonl:5: `why-biter` names nothing in the knowledge; the nearest is `why-bitter`\n\
         cases.jsonl:6: `fact:espreso:caffeine` names nothing in the knowledge; the nearest is `fact:espresso:caffeine`\n\
         error: 4 lines of `cases.jsonl` cannot be used: mend what is listed above\n"
    );
}

#[test]
fn every_form_of_label_that_the_knowledge_has_is_taken() {
    let line = |label: &str| format!("{{\"text\": \"a\", \"label\": \"{label}\"}}\n");
    let good = ["about:robusta", "fact:espresso:making", "compare:cold-brew+espresso:grind", "move:cold-brew+espresso"];
    assert_eq!(Place::with(&good.map(line).concat()).eval(&[]).code, Some(0));
    for bad in ["about:tea", "fact:espresso:taste", "compare:espresso", "move:tea+espresso", "Why Bitter", ""] {
        assert_eq!(Place::with(&line(bad)).eval(&[]).code, Some(2), "{bad}");
    }
}

#[test]
fn wrong_use_gives_one_line_that_names_the_mend() {
    let place = Place::with(" \n");
    let refused = |arguments: &[&str], line: &str| {
        let ran = place.eval(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.starts_with(line), "{}", ran.err);
    };
    refused(&[], "error: `cases.jsonl` has no cases: write {\"text\": \"…\", \"label\": an id or null} a line\n");
    refused(
        &["--addressed", "--unaddressed"],
        "error: the argument '--addressed' cannot be used with '--unaddressed'; ",
    );
    place.write("cases.jsonl", CASES);
    refused(&["--baseline", "none.json"], "error: cannot read `none.json`: ");
    refused(&["--baseline", "cases.jsonl"], "error: `cases.jsonl` is not what `docent eval --json` prints (");
    refused(&["--predictions", "no/where"], "error: cannot write `no/where`: ");
    let kept = "error: `./cases.jsonl` is read here and would be lost: name another file to write\n";
    refused(&["--predictions", "./cases.jsonl"], kept);
    refused(&["--svg", "./cases.jsonl"], kept);
    assert_eq!(place.read("cases.jsonl"), CASES);
    place.write("base.json", &place.json(&["--unaddressed"]).to_string());
    refused(
        &["--baseline", "base.json"],
        "error: `base.json` was measured with `--unaddressed`: measure alike, or make it anew\n",
    );
}

#[test]
fn help_says_what_counts_as_answered() {
    let ran = Place::with("").eval(&["--help"]);
    assert_eq!(ran.code, Some(0));
    for part in
        ["--unaddressed", "whether a message asks must not decide", "thresholds.addressed", "Exit codes: 0 measured"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}
