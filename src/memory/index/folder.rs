//! The folder of the parts, beside the memory: which files count, who writes them, what is left over.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::part::Part;

/// The file whose lock a process holds while it writes parts.
const LOCK: &str = "lock";

/// The parts of one kind of index.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// What the names of the parts begin with.
    name: String,
}

impl Folder {
    pub fn new(memory: &Path, name: String) -> Folder {
        Folder { path: folder(memory), name }
    }

    /// Where the part of the numbers above `after` up to `last` is.
    pub fn part(&self, (after, last): (i64, i64)) -> PathBuf {
        self.path.join(format!("{}.{after}-{last}.part", self.name))
    }

    /// All files that are named like parts, mapped as far as they are.
    pub fn parts(&self) -> Vec<(PathBuf, Option<Part>)> {
        let start = format!("{}.", self.name);
        let mut parts: Vec<(PathBuf, Option<Part>)> =
            self.files(&start, ".part").map(|path| (path.clone(), Part::open(&path))).collect();
        parts.sort_by_key(|(_, part)| {
            part.as_ref().map(|part| (part.header.after, std::cmp::Reverse(part.header.last)))
        });
        parts
    }

    /// Makes the folder and waits until no other process writes parts; the lock ends when what is
    /// returned is dropped, or the process dies. `None` where nothing can be written.
    pub fn lock(&self) -> Option<File> {
        fs::create_dir_all(&self.path).ok()?;
        let lock = self.lock_file()?;
        lock.lock().ok()?;
        Some(lock)
    }

    /// Deletes what killed processes left, unless one is writing just now.
    pub fn tidy(&self) {
        let left: Vec<PathBuf> = self.files(".jjak-", ".tmp").collect();
        if !left.is_empty() && self.lock_file().is_some_and(|lock| lock.try_lock().is_ok()) {
            left.iter().for_each(|path| remove(path));
        }
    }

    fn lock_file(&self) -> Option<File> {
        File::options().create(true).append(true).open(self.path.join(LOCK)).ok()
    }

    fn files(&self, start: &str, end: &str) -> impl Iterator<Item = PathBuf> {
        let files = fs::read_dir(&self.path).into_iter().flatten().flatten();
        files.map(|file| file.path()).filter(move |path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(start) && name.ends_with(end)
        })
    }
}

/// Deletes a part or what was to become one. Another process may still have it mapped, which does
/// no harm; one that cannot be deleted is passed over the next time too.
pub(super) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Deletes the index of a memory: it is made anew when it is asked for.
pub fn discard(memory: &Path) {
    // What cannot be deleted is still true.
    let _ = fs::remove_dir_all(folder(memory));
}

/// The name of the memory and `.index`.
pub(super) fn folder(memory: &Path) -> PathBuf {
    let mut name = memory.as_os_str().to_os_string();
    name.push(".index");
    PathBuf::from(name)
}
