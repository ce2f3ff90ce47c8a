//! Files that appear whole or not at all.
//!
//! An [`Output`] writes to a temporary file beside the target and takes the target's name on
//! [`Output::commit`]. Dropped before that, it leaves nothing. Signal handlers call
//! [`remove_unfinished`], since a signal runs no destructors.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{Builder, TempPath};

use crate::error::{Error, Kind, Result};

/// Temporary files in flight.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    // The list stays usable whatever panicked while holding it.
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Deletes the temporary files of all outputs that were not committed. For a signal handler, just
/// before the process ends.
pub fn remove_unfinished() {
    let mut list = unfinished();
    for path in list.drain(..) {
        // The process is ending: there is nobody left to tell.
        let _ = fs::remove_file(path);
    }
    // The list stays locked, so that no other thread begins a file before the process ends.
    std::mem::forget(list);
}

/// A file being written.
#[derive(Debug)]
pub struct Output {
    writer: BufWriter<File>,
    /// The temporary file; absent for a device or pipe, which is written directly.
    temp: Option<TempPath>,
    /// Where the content goes, symbolic links followed.
    target: PathBuf,
    /// The path as the user gave it, for errors.
    named: PathBuf,
}

impl Output {
    /// Begins to write `path`. A file that exists keeps its content until [`Output::commit`], and
    /// its permissions after it. Devices and pipes (`/dev/null`) are written directly.
    ///
    /// # Errors
    /// When the directory does not exist, the path is a directory or may not be written.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        let named = path.as_ref();
        let target = fs::canonicalize(named).unwrap_or_else(|_| named.to_path_buf());
        let existing = fs::metadata(&target).ok();
        if let Some(metadata) = &existing {
            if metadata.is_dir() {
                return Err(Error::usage("this is a directory")
                    .in_file(named)
                    .cure("name a file to write"));
            }
            // Also asks whether the file may be written at all: a rename would not.
            let file =
                File::options().write(true).open(&target).map_err(|e| Error::io(named, e))?;
            if !metadata.is_file() {
                let writer = BufWriter::new(file);
                return Ok(Output { writer, temp: None, target, named: named.to_path_buf() });
            }
        }
        let directory = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if !directory.is_dir() {
            let missing = io::Error::new(io::ErrorKind::NotFound, "the directory does not exist");
            return Err(Error::io(named, missing)
                .cure(format!("create it first: mkdir -p '{}'", directory.display())));
        }
        // Made and listed in one go: an interrupt finds the file on the list or not on the disk.
        let mut list = unfinished();
        let (file, temp) = temporary(directory).map_err(|e| Error::io(named, e))?.into_parts();
        list.push(temp.to_path_buf());
        drop(list);
        let output = Output {
            writer: BufWriter::new(file),
            temp: Some(temp),
            target,
            named: named.to_path_buf(),
        };
        if let Some(metadata) = existing {
            output
                .writer
                .get_ref()
                .set_permissions(metadata.permissions())
                .map_err(|e| Error::io(named, e))?;
        }
        Ok(output)
    }

    /// Flushes, waits until the disk has the content, and gives the file its name.
    ///
    /// # Errors
    /// When the system cannot write or rename; the target is then as it was.
    pub fn commit(mut self) -> Result<()> {
        self.finish().map_err(|error| Error::new(Kind::Io(error)).in_file(&self.named))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()?;
        let Some(temp) = self.temp.take() else { return Ok(()) };
        let path = temp.to_path_buf();
        let done = self
            .writer
            .get_ref()
            .sync_all()
            .and_then(|()| temp.persist(&self.target).map_err(|failed| failed.error));
        forget(&path);
        done
    }
}

/// A temporary file with the permissions of an ordinary new one.
fn temporary(directory: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".jjak-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(directory)
}

fn forget(path: &Path) {
    unfinished().retain(|kept| kept != path);
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(temp) = self.temp.take() {
            let path = temp.to_path_buf();
            drop(temp);
            forget(&path);
        }
    }
}

/// Writes a whole file: [`Output::create`], write, [`Output::commit`].
///
/// # Errors
/// As those.
pub fn write(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Result<()> {
    let path = path.as_ref();
    let mut output = Output::create(path)?;
    output.write_all(content.as_ref()).map_err(|e| Error::io(path, e))?;
    output.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn replaces_only_on_commit() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("결과.tmx");
        write(&path, "옛것").unwrap();
        let mut output = Output::create(&path).unwrap();
        output.write_all("새것".as_bytes()).unwrap();
        output.flush().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "옛것");
        output.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "새것");
        assert_eq!(names(directory.path()), ["결과.tmx"]);
    }

    #[test]
    fn dropped_leaves_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let mut output = Output::create(directory.path().join("a.tmx")).unwrap();
        output.write_all(b"half").unwrap();
        drop(output);
        assert!(names(directory.path()).is_empty());
    }

    #[test]
    fn a_missing_directory_has_a_cure() {
        let directory = tempfile::tempdir().unwrap();
        let error = Output::create(directory.path().join("없는 곳/a.tmx")).unwrap_err();
        assert!(error.to_string().contains("mkdir -p"), "{error}");
    }

    #[test]
    fn a_directory_is_no_file() {
        let directory = tempfile::tempdir().unwrap();
        assert!(Output::create(directory.path()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn keeps_permissions_and_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let directory = tempfile::tempdir().unwrap();
        let (file, link) = (directory.path().join("a"), directory.path().join("b"));
        write(&file, "1").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        write(&link, "2").unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_to_string(&file).unwrap(), "2");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_written_not_replaced() {
        write("/dev/null", "x").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
