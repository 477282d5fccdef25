//! Pictures of tables on their way out: drawn beside the event loop, and kept while people turn pages back and forth.
//!
//! In: a drawing. Out: the bytes of a PNG. What is drawn is left to `present`, how to [`crate::drawing`].

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::drawing;

/// Pictures kept: some hundred kilobytes each, more than anybody turns back to.
const KEPT: usize = 32;
/// Drawn at the same time. Drawing takes a processor; messages must not wait for one.
const AT_ONCE: usize = 2;

/// Draws, and remembers what it drew last.
#[derive(Debug)]
pub(super) struct Pictures {
    kept: Mutex<VecDeque<(String, Arc<[u8]>)>>,
    places: Semaphore,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { kept: Mutex::default(), places: Semaphore::new(AT_ONCE) }
    }
}

impl Pictures {
    /// The PNG of a drawing; none where it cannot be drawn, which the log tells.
    pub(super) async fn png(&self, svg: &str) -> Option<Arc<[u8]>> {
        if let Some(png) = self.known(svg) {
            return Some(png);
        }
        let _place = self.places.acquire().await.ok()?;
        // Somebody else may have drawn it while this one waited.
        if let Some(png) = self.known(svg) {
            return Some(png);
        }
        let drawing = svg.to_owned();
        let drawn = tokio::task::spawn_blocking(move || drawing::png(&drawing)).await;
        let Ok(Some(png)) = drawn else {
            tracing::error!(characters = svg.len(), "a table could not be drawn; it is shown as text");
            return None;
        };
        let png: Arc<[u8]> = png.into();
        self.keep(svg, &png);
        Some(png)
    }

    /// The latest are in front.
    fn known(&self, svg: &str) -> Option<Arc<[u8]>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(of, _)| of == svg)?;
        let found = kept.remove(at)?;
        let png = Arc::clone(&found.1);
        kept.push_front(found);
        Some(png)
    }

    fn keep(&self, svg: &str, png: &Arc<[u8]>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((svg.to_owned(), Arc::clone(png)));
        kept.truncate(KEPT);
    }
}

#[cfg(feature = "png")]
#[cfg(test)]
mod tests {
    use super::*;

    fn square(color: usize) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><rect width=\"4\" height=\"4\" fill=\"#{color:06}\"/></svg>"
        )
    }

    #[tokio::test]
    async fn a_picture_is_drawn_once_while_it_is_among_the_latest() {
        let pictures = Pictures::default();
        let first = pictures.png(&square(0)).await.unwrap();
        assert!(Arc::ptr_eq(&first, &pictures.png(&square(0)).await.unwrap()));
        for color in 1..=KEPT {
            pictures.png(&square(color)).await.unwrap();
        }
        assert!(!Arc::ptr_eq(&first, &pictures.png(&square(0)).await.unwrap()));
        assert_eq!(pictures.kept.lock().unwrap().len(), KEPT);
    }

    #[tokio::test]
    async fn what_cannot_be_drawn_is_none() {
        assert!(Pictures::default().png("no drawing").await.is_none());
    }
}
