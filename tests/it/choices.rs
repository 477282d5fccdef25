//! Who only wants to choose between two things gets both side by side, however it is put.

use docent::decision::Decision;
use docent::pipeline::{Incoming, Reply};

use crate::support::shipped;

fn asked(text: &str) -> Reply {
    shipped().respond(Incoming { text, addressed: true, context: None, locale: None })
}

fn id(text: &str) -> String {
    let reply = asked(text);
    assert_eq!(reply.decision, Decision::Answer, "{text}");
    reply.id.unwrap().to_string()
}

#[test]
fn a_choice_at_the_end_of_a_story_is_a_comparison() {
    let rows = [
        (
            "We have 40k events per second at peak, one engineer and a lot of fear. kafka or kinesis?",
            "compare:kafka+kinesis",
        ),
        ("our team is split and the boss wants a decision by friday, mysql or postgres?", "compare:mysql+postgresql"),
        (
            "sub-millisecond session lookups on AWS, so should I reach for DynamoDB or for Redis?",
            "compare:dynamodb+redis",
        ),
        ("Should we take RabbitMQ or NATS?", "compare:rabbitmq+nats"),
    ];
    for (text, expected) in rows {
        assert_eq!(id(text), expected, "{text}");
    }
}

#[test]
fn a_choice_of_something_stays_a_question_about_it() {
    assert_eq!(
        id("nightly ETL and nobody to watch it. which is easier to run, airflow or prefect?"),
        "compare:airflow+prefect:operation"
    );
    assert_eq!(id("what does the frontend need the backend for?"), "backend-and-frontend");
}

#[test]
fn two_names_side_by_side_are_asked_about_and_not_what_they_are_for() {
    assert_eq!(id("java or python for the backend of a small shop?"), "compare:java+python");
}

#[test]
fn a_name_inside_a_longer_one_of_another_category_is_none() {
    assert_eq!(id("what is kafka streams, a framework or a library?"), "fact:kafka-streams:kind");
    assert_eq!(asked("what is kafka?").evidence.subjects.len(), 1);
}

#[test]
fn what_is_recorded_of_one_is_shown_beside_a_gap() {
    assert_eq!(id("kinesis vs rabbitmq pricing model"), "compare:kinesis+rabbitmq:pricing-model");
}

#[test]
fn a_choice_between_two_that_an_entry_tells_apart_is_that_entry() {
    let rows = [
        ("k8s or docker", "docker-and-kubernetes"),
        ("put patch difference", "put-or-patch"),
        ("node vs go", "node-or-go"),
        ("sql or nosql", "sql-and-nosql"),
        ("aws or gcp or azure", "cloud-providers"),
        ("lambda or kubernetes", "functions-or-containers"),
        ("cron vs airflow", "cron-or-orchestrator"),
        ("pub/sub vs message queue", "queue-or-topic"),
        ("difference between git fetch and git pull", "fetch-or-pull"),
        ("hadoop or spark", "spark-and-hadoop"),
        ("scrum vs agile", "scrum-and-kanban"),
    ];
    for (text, expected) in rows {
        assert_eq!(id(text), expected, "{text}");
    }
}
