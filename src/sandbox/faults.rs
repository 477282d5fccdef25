//! Faults on request: answers that fail, come late, or get lost after the work was done.
//!
//! In: orders from the test or the page. Out: for each REST call, the fault to apply. Gateway faults are flags that
//! `gateway` reads.

use std::time::Duration;

use super::rest::route::Operation;

/// What goes wrong with a REST call.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// Nothing is done; the answer has this status.
    Status(u16),
    /// Nothing is done; 429 with `Retry-After`, for the route or for the whole bot.
    RateLimited {
        /// How long the client shall wait.
        retry_after: Duration,
        /// Whether the limit is the bot's global one.
        global: bool,
    },
    /// It is done, after this delay.
    Delay(Duration),
    /// It is done, but the client gets this status: the answer was lost.
    AnswerLost(u16),
}

/// A failure, whom it hits, how often.
#[derive(Clone, Debug)]
struct Order {
    /// `None` hits every call.
    operation: Option<Operation>,
    remaining: usize,
    failure: Failure,
}

/// The faults that are waiting to happen.
#[derive(Debug, Default)]
pub(super) struct Faults {
    orders: Vec<Order>,
    /// Heartbeats are not acknowledged.
    pub(super) deaf_to_heartbeats: bool,
    /// RESUME is answered with an invalid session.
    pub(super) refuse_resume: bool,
}

impl Faults {
    pub(super) fn order(&mut self, operation: Option<Operation>, times: usize, failure: Failure) {
        self.orders.push(Order { operation, remaining: times, failure });
    }

    /// The fault for this call, if one is due; oldest order first.
    pub(super) fn take(&mut self, operation: Option<Operation>) -> Option<Failure> {
        let hits = |order: &Order| order.operation.is_none() || order.operation == operation;
        let index = self.orders.iter().position(hits)?;
        let order = self.orders.get_mut(index)?;
        order.remaining = order.remaining.saturating_sub(1);
        let (failure, spent) = (order.failure.clone(), order.remaining == 0);
        if spent {
            self.orders.remove(index);
        }
        Some(failure)
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_hits_its_operation_as_often_as_told() {
        let mut faults = Faults::default();
        faults.order(Some(Operation::CreateMessage), 2, Failure::Status(500));
        assert_eq!(faults.take(Some(Operation::GetChannel)), None);
        assert_eq!(faults.take(Some(Operation::CreateMessage)), Some(Failure::Status(500)));
        assert_eq!(faults.take(Some(Operation::CreateMessage)), Some(Failure::Status(500)));
        assert_eq!(faults.take(Some(Operation::CreateMessage)), None);
    }
}
