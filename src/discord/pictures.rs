//! Pictures of tables on their way out: laid out and drawn beside the event loop, and kept while people turn pages back and forth.
//!
//! In: a drawing. Out: the bytes of a PNG, and the screen beside it. What is drawn is left to `present`, how to [`crate::drawing`].

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use super::notes;
use super::present::Screen;
use crate::drawing;
use crate::render::picture::Picture;

/// Pictures kept: some hundred kilobytes each, more than anybody turns back to.
const KEPT: usize = 32;
/// Laid out or drawn at the same time. That takes a processor; messages must not wait for one.
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
    /// The screen with its picture and the words that tell it. Where it cannot be drawn: as text, with a word on why.
    pub(super) async fn drawn(&self, mut screen: Screen) -> (Screen, Option<(String, Arc<[u8]>)>) {
        let Some(drawing) = screen.drawing.take() else { return (screen, None) };
        let Some((beside, Picture { svg, alt, .. })) = self.beside_the_loop(move || drawing.laid_out()).await else {
            return (screen.with_remark(notes::NOT_DRAWN), None);
        };
        match self.png(svg).await {
            Some(bytes) => (Screen { content: screen.content, ..beside }, Some((alt, bytes))),
            None => (screen, None),
        }
    }

    /// The PNG of a drawing; none where it cannot be drawn, which the log tells.
    async fn png(&self, svg: String) -> Option<Arc<[u8]>> {
        if let Some(png) = self.known(&svg) {
            return Some(png);
        }
        let drawing = svg.clone();
        let Some(png) = self.beside_the_loop(move || drawing::png(&drawing)).await else {
            tracing::error!(characters = svg.len(), "a table could not be drawn; it is shown as text");
            return None;
        };
        let png: Arc<[u8]> = png.into();
        self.keep(svg, &png);
        Some(png)
    }

    /// What takes a processor for a while; none also where it broke.
    async fn beside_the_loop<T: Send + 'static>(&self, work: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
        let _place = self.places.acquire().await.ok()?;
        tokio::task::spawn_blocking(work).await.ok().flatten()
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

    fn keep(&self, svg: String, png: &Arc<[u8]>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((svg, Arc::clone(png)));
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
        let first = pictures.png(square(0)).await.unwrap();
        assert!(Arc::ptr_eq(&first, &pictures.png(square(0)).await.unwrap()));
        for color in 1..=KEPT {
            pictures.png(square(color)).await.unwrap();
        }
        assert!(!Arc::ptr_eq(&first, &pictures.png(square(0)).await.unwrap()));
        assert_eq!(pictures.kept.lock().unwrap().len(), KEPT);
    }

    #[tokio::test]
    async fn what_cannot_be_drawn_is_none() {
        assert!(Pictures::default().png("no drawing".to_owned()).await.is_none());
    }
}
