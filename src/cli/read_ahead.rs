//! Reading ahead of the work: the next batch of a large file is read while one is worked on.

use std::sync::mpsc;

use crate::error::Result;

/// Hands the items over in batches of `size`, the last of which may be shorter; a second thread
/// reads one batch ahead. Ends at the first error of reading or of the work.
pub(super) fn in_batches<T: Send>(
    mut items: impl Iterator<Item = Result<T>> + Send,
    size: usize,
    mut work: impl FnMut(Vec<T>) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (sender, batches) = mpsc::sync_channel(1);
        scope.spawn(move || {
            loop {
                let mut batch = Vec::with_capacity(size);
                let read: Result<()> = items.by_ref().take(size).try_for_each(|item| {
                    batch.push(item?);
                    Ok(())
                });
                let more = read.is_ok() && batch.len() == size;
                // Nobody listens any more when the work has failed.
                if sender.send(read.map(|()| batch)).is_err() || !more {
                    return;
                }
            }
        });
        batches.into_iter().try_for_each(|batch| work(batch?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn every_item_comes_once_and_in_order() {
        for count in [0, 1, 2, 3, 4, 7] {
            let mut got = Vec::new();
            let work = |batch: Vec<usize>| {
                assert!(batch.len() <= 2);
                got.extend(batch);
                Ok(())
            };
            in_batches((0..count).map(Ok), 2, work).unwrap();
            assert_eq!(got, (0..count).collect::<Vec<usize>>());
        }
    }

    #[test]
    fn errors_end_it() {
        let failing = (0..9).map(|n| if n == 5 { Err(Error::usage("broken")) } else { Ok(n) });
        let mut got = 0;
        let read = in_batches(failing, 2, |batch| {
            got += batch.len();
            Ok(())
        });
        assert!(read.is_err() && got == 4);
        let worked = in_batches((0..1000).map(Ok), 2, |_| Err(Error::usage("full")));
        assert!(worked.is_err());
    }
}
