//! Files that appear whole or not at all.
//!
//! A file is written under a temporary name beside its target and renamed when it is complete, so
//! a failed or interrupted run leaves what was there before. Temporary files that are being
//! written are listed, so that an interrupt can remove them.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// Temporary files that are being written.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file that replaces its target when it is committed; dropped before, it leaves nothing.
#[derive(Debug)]
pub struct AtomicFile {
    target: PathBuf,
    temporary: PathBuf,
    writer: Option<BufWriter<NamedTempFile>>,
}

impl AtomicFile {
    /// Begins to write a file.
    ///
    /// # Errors
    /// When the folder is missing or nothing may be written there, or the target is a folder.
    pub fn create(target: &Path) -> Result<AtomicFile> {
        let failed = |error| Error::io(target, error);
        if target.is_dir() {
            return Err(failed(io::Error::other("this is a folder")).cure("name a file in it"));
        }
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            let missing = io::Error::new(io::ErrorKind::NotFound, "the folder does not exist");
            let cure = format!("make it first: mkdir -p '{}'", folder.display());
            return Err(failed(missing).cure(cure));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".jjak-").suffix(".tmp");
        #[cfg(unix)]
        builder.permissions(permissions(target));
        let file = builder.tempfile_in(folder).map_err(failed)?;
        let temporary = file.path().to_path_buf();
        unfinished().insert(temporary.clone());
        let writer = Some(BufWriter::with_capacity(1 << 16, file));
        Ok(AtomicFile { target: target.to_path_buf(), temporary, writer })
    }

    /// Makes the file what stands at the target.
    ///
    /// # Errors
    /// When the last bytes cannot be written (disk full) or the file cannot be renamed.
    pub fn commit(mut self) -> Result<()> {
        let failed = |error| Error::io(&self.target, error);
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&self.target).map_err(|error| failed(error.error))?;
        Ok(())
    }

    fn writer(&mut self) -> io::Result<&mut BufWriter<NamedTempFile>> {
        self.writer.as_mut().ok_or_else(|| io::Error::other("the file is closed"))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer()?.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        unfinished().remove(&self.temporary);
    }
}

/// Removes the temporary files that are being written. For an interrupt handler that ends the
/// program right after.
pub fn remove_unfinished() {
    for path in unfinished().iter() {
        // Nothing is left to be done about a file that cannot be removed.
        let _ = std::fs::remove_file(path);
    }
}

fn unfinished() -> std::sync::MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Those of the file that is replaced; for a new one what the user's umask leaves.
#[cfg(unix)]
fn permissions(target: &Path) -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    match std::fs::metadata(target) {
        Ok(metadata) => metadata.permissions(),
        Err(_) => std::fs::Permissions::from_mode(0o666),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_changes_only_when_committed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("기억.tmx");
        std::fs::write(&target, "old").unwrap();
        let mut file = AtomicFile::create(&target).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "old");
        let mut file = AtomicFile::create(&target).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_said_with_its_cure() {
        let folder = tempfile::tempdir().unwrap();
        let error = AtomicFile::create(&folder.path().join("no/a.tmx")).unwrap_err().to_string();
        assert!(error.contains("folder does not exist") && error.contains("mkdir"), "{error}");
    }
}
