//! The log: one id for everything about one question, and never what people wrote.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;

use super::{Live, QUESTION};

#[derive(Clone, Default)]
struct Pad(Arc<Mutex<Vec<u8>>>);

impl Write for Pad {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Pad {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Pad {
    fn lines(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

#[tokio::test]
async fn one_id_leads_through_all_that_is_logged_of_a_question_and_its_words_are_nowhere() {
    let pad = Pad::default();
    let lines = tracing_subscriber::fmt().json().flatten_event(true).with_writer(pad.clone()).finish();
    // The test's runtime has one thread, so that this holds for all of Docent.
    let _log = tracing::subscriber::set_default(lines);
    let mut live = Live::start().await;
    let question = live.discord.say(live.answers, live.ada, QUESTION);
    live.reply_to(question).await;
    let used = live.discord.slash(live.ada, live.answers, "ask", &[("question", json!(QUESTION))]).unwrap();
    used.response(super::SOON).await.unwrap();
    live.stop().await.unwrap();
    for (id, expected) in [(question.get(), ["message", "replied"].as_slice()), (used.id().get(), &["/ask"])] {
        let all = pad.lines();
        let said: Vec<&str> =
            all.iter().filter(|line| line["span"]["id"] == id).filter_map(|line| line["message"].as_str()).collect();
        assert_eq!(said, expected, "{all:#?}");
    }
    let text = format!("{:?}", pad.lines());
    assert!(!text.contains("bitter") && !text.contains(live.discord.token()), "{text}");
}
