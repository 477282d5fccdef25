//! Labels for evaluation: what people chose where Docent asked back, and what moderators said of replies in shadow mode.
//!
//! In: presses. Out: an acknowledgement once stored; labelled messages, and judgements for [`crate::eval::shadow`]. Reckoning with them is left to `eval`.

use std::time::Duration;

use super::error::StoreError;
use super::feedback::Kept;
use super::ids::{ChannelId, Moment, PersonId, PressId, QuestionId, ServerId};
use super::row::Row;
use super::statement::Statement;
use super::{Store, words};
use crate::decision::Decision;
use crate::eval::Case;
use crate::eval::shadow::Judgement;
use crate::knowledge::ReplyId;
use crate::text::scrub;

words! {
    /// What a moderator says of what Docent would have said.
    Verdict {
        /// That is what should be said.
        Right = "right",
        /// Something else should be said.
        Wrong = "wrong",
        /// Nothing should be said.
        Silent = "silent",
    }
}

/// Somebody chose what they had meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The interaction.
    pub press: PressId,
    /// What was asked.
    pub question: QuestionId,
    /// Who chose.
    pub person: PersonId,
    /// None in a direct conversation.
    pub server: Option<ServerId>,
    /// Where.
    pub channel: ChannelId,
    /// The question's text; scrubbed when it is stored.
    pub text: String,
    /// What they had meant.
    pub chosen: ReplyId,
    /// When.
    pub at: Moment,
}

/// A moderator judged what Docent would have said.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The interaction.
    pub press: PressId,
    /// What was asked.
    pub question: QuestionId,
    /// Who asked.
    pub person: PersonId,
    /// Whose moderators.
    pub server: ServerId,
    /// Where it was asked: the channel in shadow mode, for threads the channel that they lie under.
    pub channel: ChannelId,
    /// The question's text; scrubbed when it is stored.
    pub text: String,
    /// What Docent decided.
    pub decision: Decision,
    /// The best candidate.
    pub reply: Option<ReplyId>,
    /// How sure Docent was of it, 0 to 1.
    pub confidence: f32,
    /// Whether the message was meant for Docent.
    pub addressed: bool,
    /// What the moderator says.
    pub verdict: Verdict,
    /// Who says it.
    pub judge: PersonId,
    /// When.
    pub at: Moment,
}

const CHOICE: &str = "INSERT INTO choices (question, person, server, channel, text, chosen, press, at) \
     SELECT $1, $2, $3, $4, $5, $6, $7, $8 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $2 AND people.opted_out = 1) \
     ON CONFLICT (question, person) DO UPDATE SET chosen = excluded.chosen, press = excluded.press, at = excluded.at \
     WHERE excluded.press > choices.press";

const VERDICT: &str = "INSERT INTO verdicts (question, server, channel, person, text, decision, reply, confidence, addressed, \
     verdict, judge, press, at) \
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 \
     WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.person = $4 AND people.opted_out = 1) \
     ON CONFLICT (question) DO UPDATE SET verdict = excluded.verdict, judge = excluded.judge, press = excluded.press, at = excluded.at \
     WHERE excluded.press > verdicts.press";

/// A reply called wrong says nothing of the right one, so that it makes no case.
const CASES: &str = "SELECT text, chosen AS label, at FROM choices WHERE server = $1 AND text <> '' \
     UNION ALL SELECT text, reply AS label, at FROM verdicts WHERE server = $1 AND text <> '' AND verdict = 'right' AND reply IS NOT NULL \
     UNION ALL SELECT text, NULL AS label, at FROM verdicts WHERE server = $1 AND text <> '' AND verdict = 'silent' \
     ORDER BY at";

impl Store {
    /// Keeps what somebody chose. `Ok` means that it is stored.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn choice(&self, choice: &Choice, within: Duration) -> Result<Kept, StoreError> {
        if self.has_opted_out(choice.person) {
            return Ok(Kept::OptedOut);
        }
        let statement = Statement::new(CHOICE)
            .with(choice.question)
            .with(choice.person)
            .with(choice.server)
            .with(choice.channel)
            .with(scrub(&choice.text))
            .with(&choice.chosen)
            .with(choice.press)
            .with(choice.at);
        self.inner.base.commit(within, &[statement]).await?;
        Ok(Kept::Stored)
    }

    /// Keeps a verdict. `Ok` means that it is stored.
    ///
    /// # Errors
    /// Where it could not be stored in this time.
    pub async fn judge(&self, judged: &Judged, within: Duration) -> Result<Kept, StoreError> {
        if self.has_opted_out(judged.person) {
            return Ok(Kept::OptedOut);
        }
        let statement = Statement::new(VERDICT)
            .with(judged.question)
            .with(judged.server)
            .with(judged.channel)
            .with(judged.person)
            .with(scrub(&judged.text))
            .with(judged.decision.as_str())
            .with(judged.reply.as_ref())
            .with(judged.confidence)
            .with(judged.addressed)
            .with(judged.verdict.as_str())
            .with(judged.judge)
            .with(judged.press)
            .with(judged.at);
        self.inner.base.commit(within, &[statement]).await?;
        Ok(Kept::Stored)
    }

    /// All verdicts on one channel, for [`crate::eval::shadow::advise`].
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn judgements(
        &self,
        server: ServerId,
        channel: ChannelId,
        within: Duration,
    ) -> Result<Vec<Judgement>, StoreError> {
        let statement = Statement::new(
            "SELECT decision, confidence, addressed, verdict FROM verdicts WHERE server = $1 AND channel = $2 ORDER BY at, question",
        );
        let rows = self.inner.base.read(within, statement.with(server).with(channel)).await?;
        Ok(rows.iter().map(|row| judgement(Row(row))).collect::<Result<_, _>>()?)
    }

    /// Labelled messages of a server, oldest first, as `docent eval` takes them.
    ///
    /// # Errors
    /// Where the database cannot be read in this time.
    pub async fn cases(&self, server: ServerId, within: Duration) -> Result<Vec<Case>, StoreError> {
        let rows = self.inner.base.read(within, Statement::new(CASES).with(server)).await?;
        let case = |row: &_| -> Result<_, sqlx::Error> {
            Ok(Case { text: Row(row).text("text")?, label: Row(row).reply("label")? })
        };
        Ok(rows.iter().map(case).collect::<Result<_, _>>()?)
    }
}

fn judgement(row: Row<'_>) -> Result<Judgement, sqlx::Error> {
    let verdict = row.text("verdict")?;
    Ok(Judgement {
        answered: row.decision("decision")? == Decision::Answer,
        confidence: row.real("confidence")?,
        addressed: row.yes("addressed")?,
        right: verdict == Verdict::Right.as_str(),
    })
}
