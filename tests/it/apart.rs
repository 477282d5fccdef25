//! What has no rows in common is refused kindly, in free words as in `/compare`; what has is compared.

use docent::decision::Decision;
use docent::knowledge::KnowledgeFile;
use docent::pipeline::{Incoming, Reply};
use docent::render::plain;

use crate::support::{docent, shipped, shipped_files};

fn ask(text: &str, addressed: bool) -> Reply {
    shipped().respond(Incoming { text, addressed, context: None, locale: None })
}

#[test]
fn things_of_different_categories_are_refused_with_what_each_can_be_compared_with() {
    let rows = [
        ("kafka vs backend engineer", "Kafka is a broker, backend engineer is a role", "Amazon Kinesis"),
        ("Compare Python with a data engineer, please", "Python is a language, data engineer is a role", "Java"),
        ("difference between kafka and postgresql", "Kafka is a broker, PostgreSQL is a database", "MySQL"),
        ("spark vs airflow vs dagster", "Spark is an engine, Apache Airflow is an orchestrator", "Flink"),
        ("airflow or kafka", "Apache Airflow is an orchestrator, Apache Kafka is a broker", "Prefect"),
        ("data enginer vs snowflake", "Data engineer is a role, Snowflake is a warehouse", "BigQuery"),
    ];
    for (text, said, beside) in rows {
        let reply = ask(text, true);
        let words = reply.answer.as_ref().map(plain::text).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(reply.decision, Decision::Fallback, "{text}: {words}");
        assert!(words.contains(said) && words.contains(beside), "{text}: {words}");
        assert_eq!(ask(text, false).decision, Decision::Silent, "unasked, nobody needs to hear that: {text}");
    }
}

#[test]
fn of_two_of_a_category_nothing_is_refused_and_entries_on_a_pair_stay() {
    for text in [
        "kafka vs kinesis",
        "BE vs DE",
        "python or rust, what's the difference",
        "how much sql does a data engineer need",
        "redis vs rabbitmq for a job queue",
        "springboot or nodejs",
    ] {
        assert_eq!(ask(text, true).decision, Decision::Answer, "{text}");
    }
}

#[test]
fn names_behind_a_story_are_compared_where_the_story_asks_for_nothing_else() {
    let rows = [
        (
            "Our payloads change shape every week and the team is split, Mongo or Postgres?",
            "compare:mongodb+postgresql",
        ),
        ("My bootcamp lets me choose the track tomorrow, JavaScript or Python?", "compare:javascript+python"),
    ];
    for (text, id) in rows {
        let reply = ask(text, true);
        assert_eq!(reply.id.map(|id| id.to_string()).as_deref(), Some(id), "{text}");
        assert_eq!(reply.decision, Decision::Answer, "{text}");
    }
    // Here the beginning asks, and only the team knows.
    assert_eq!(ask("what warehouse do we use, snowflake or bigquery?", false).decision, Decision::Silent);
}

#[test]
fn names_side_by_side_are_compared_whatever_is_said_of_their_use() {
    let rows = [
        ("kafka vs rabbitmq for like 2k msgs a sec, nothing fancy", "compare:kafka+rabbitmq"),
        ("snowflake vs bigquery for a 15 person startup, mostly dashboards", "compare:snowflake+bigquery"),
        ("airflow, dagster or prefect if starting from zero today", "compare:airflow+dagster+prefect"),
        ("DuckDB or Polars for local analysis?", "compare:duckdb+polars"),
        ("kotlin vs java for new backend", "compare:kotlin+java"),
        // No more than fit side by side.
        (
            "for our new shop kotlin, java, scala, golang, rust, python or typescript, the team is of two minds about it",
            "compare:kotlin+java+scala+golang+rust",
        ),
    ];
    for (text, id) in rows {
        let reply = ask(text, true);
        assert_eq!(reply.id.map(|id| id.to_string()).as_deref(), Some(id), "{text}");
        assert_eq!(reply.decision, Decision::Answer, "{text}");
        assert_eq!(ask(text, false).decision, Decision::Silent, "unasked, that is not sure enough: {text}");
    }
}

#[test]
fn what_only_a_team_can_know_is_not_answered_from_general_knowledge() {
    for text in [
        "who broke the build on main this morning, it's red since 9",
        "when is stand-up today, the calendar invite has two times",
        "which branch do we cut releases from here, main or develop",
        "where's the runbook for the ledger reconcile job",
    ] {
        let reply = ask(text, true);
        assert_eq!(reply.decision, Decision::Fallback, "{text}: {:?}", reply.id);
    }
    assert_eq!(ask("do we use kafka or rabbitmq here", false).decision, Decision::Silent);
    assert_eq!(ask("should we use kafka or rabbitmq", true).decision, Decision::Answer);
}

#[test]
fn what_a_team_wrote_down_of_itself_is_found_by_other_words_of_such_a_form() {
    let text = "+++\ntitle = \"Where is the runbook of the ledger job?\"\ntopic = \"Ours\"\nquestions = [\"where do we keep the ledger runbook\", \
                \"ledger job runbook, where is it\", \"who owns the ledger job\"]\nkeywords = [\"ledger job\"]\nsources = []\n+++\nIn the wiki, under Operations, Ledger.\n";
    let mut files = shipped_files();
    files.push(KnowledgeFile { path: "faq/ours/ledger-runbook.md".to_owned(), text: text.to_owned() });
    let docent = docent(&files);
    for text in
        ["the ledger job rang again, where do we document its runbook", "who maintains that ledger job nowadays"]
    {
        let reply = docent.respond(Incoming { text, addressed: true, context: None, locale: None });
        assert_eq!(reply.id.map(|id| id.to_string()).as_deref(), Some("ledger-runbook"), "{text}");
        assert_eq!(reply.decision, Decision::Answer, "{text}");
    }
}
