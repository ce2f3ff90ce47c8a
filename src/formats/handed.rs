//! What is handed to a callback, as an iterator.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::JoinHandle;

use crate::error::{Error, Kind, Result};

/// Items on their way from the thread that makes them.
const UNDERWAY: usize = 1024;

/// The items that `make` hands to its callback, which it does on a thread of its own; its error
/// is the last item. Few items are held at a time, and none is made that nobody asks for: when
/// the iterator is gone, the callback gives an error.
pub fn handed<T: Send + 'static>(
    make: impl FnOnce(&mut dyn FnMut(T) -> Result<()>) -> Result<()> + Send + 'static,
) -> Handed<T> {
    let (sender, items) = sync_channel::<T>(UNDERWAY);
    let thread = std::thread::spawn(move || {
        let mut each = |item| sender.send(item).map_err(|_| Error::new(Kind::Interrupted));
        make(&mut each)
    });
    Handed { items, thread: Some(thread) }
}

/// Items that were made on another thread: see [`handed`].
pub struct Handed<T> {
    items: Receiver<T>,
    thread: Option<JoinHandle<Result<()>>>,
}

impl<T> Iterator for Handed<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Ok(item) = self.items.recv() {
            return Some(Ok(item));
        }
        // What was made may be a part only: a thread that came to grief must not look like an end.
        let grief = |_| Err(Error::malformed("the file is damaged in a way that cannot be read"));
        let ended = self.thread.take()?.join().unwrap_or_else(grief);
        ended.err().map(Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_and_the_error_last() {
        let items = handed(|each| {
            (0..5000).try_for_each(&mut *each)?;
            Err(Error::usage("enough"))
        });
        let items: Vec<_> = items.collect();
        assert!(items[..5000].iter().map(|item| *item.as_ref().unwrap()).eq(0..5000));
        assert_eq!(items[5000].as_ref().unwrap_err().to_string(), "enough");
        assert_eq!(items.len(), 5001);
    }

    #[test]
    fn whoever_makes_them_is_stopped_when_nobody_asks_any_more() {
        let (told, heard) = std::sync::mpsc::channel();
        let mut endless = handed(move |each| {
            let ended = (0_u64..).try_for_each(each);
            told.send(ended.is_err()).map_err(|_| Error::usage("nobody hears"))
        });
        assert_eq!(endless.next().unwrap().unwrap(), 0);
        drop(endless);
        assert!(heard.recv().unwrap());
    }
}
