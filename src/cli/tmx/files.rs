//! Memories in and out: opening with progress, writing whole, going over the units of a file.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use tempfile::NamedTempFile;

use crate::error::{Error, Result};
use crate::lang::tag::LangTag;
use crate::text::output::Output;
use crate::tmx::{self, Header, Input, Progress, Reader, Report, Rewriter, Sameness};
use crate::unit::Unit;

/// Time between two looks at the progress.
const LOOK: Duration = Duration::from_millis(200);
/// Files smaller than this are done before a bar could be seen.
const LONG: u64 = 20 << 20;

/// What is done with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// It stays as it is, byte for byte.
    Keep,
    /// It was changed.
    Change,
    /// It is left out.
    LeaveOut,
}

/// How many units were kept, changed and left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub kept: usize,
    pub changed: usize,
    pub left_out: usize,
}

impl Counts {
    /// How many units were read.
    pub(super) fn read(self) -> usize {
        self.kept + self.changed + self.left_out
    }
}

/// An open memory.
pub(in crate::cli) struct Memory {
    pub path: PathBuf,
    pub reader: Reader<Input>,
    _bar: Bar,
}

impl Memory {
    pub(super) fn open(path: &Path) -> Result<Self> {
        Memory::with(path, Reader::new)
    }

    pub(super) fn lenient(path: &Path) -> Result<Self> {
        Memory::with(path, Reader::lenient)
    }

    /// The memory in an input that is open already.
    pub(in crate::cli) fn over(path: &Path, input: Input, progress: Progress) -> Result<Self> {
        Memory::of(path, input, progress, Reader::new)
    }

    fn with(path: &Path, read: impl Fn(Input) -> Result<Reader<Input>>) -> Result<Self> {
        let (input, progress) = tmx::open(path)?;
        Memory::of(path, input, progress, read)
    }

    fn of(
        path: &Path,
        input: Input,
        progress: Progress,
        read: impl Fn(Input) -> Result<Reader<Input>>,
    ) -> Result<Self> {
        let reader = read(input).map_err(|error| error.in_file(path))?;
        Ok(Memory { path: path.to_path_buf(), reader, _bar: Bar::new(progress) })
    }

    /// The next unit; errors name the file.
    pub(in crate::cli) fn next(&mut self) -> Result<Option<Unit>> {
        let unit = self.reader.next().transpose();
        unit.map_err(|error| error.in_file(&self.path))
    }
}

/// A memory that is read more than once; what comes through a pipe is put aside for that.
pub(super) struct Rereadable {
    named: PathBuf,
    aside: Option<NamedTempFile>,
}

impl Rereadable {
    pub(super) fn new(path: &Path) -> Result<Self> {
        let failed = |error| Error::io(path, error);
        let is_stdin = path.as_os_str() == "-";
        let is_file = || std::fs::metadata(path).map(|metadata| metadata.is_file());
        let aside = if is_stdin || !is_file().map_err(failed)? {
            let mut aside = NamedTempFile::new().map_err(failed)?;
            if is_stdin {
                io::copy(&mut io::stdin().lock(), &mut aside).map_err(failed)?;
            } else {
                let mut pipe = std::fs::File::open(path).map_err(failed)?;
                io::copy(&mut pipe, &mut aside).map_err(failed)?;
            }
            Some(aside)
        } else {
            None
        };
        Ok(Rereadable { named: path.to_path_buf(), aside })
    }

    /// The memory from its beginning.
    pub(super) fn open(&self) -> Result<Memory> {
        let path = self.aside.as_ref().map_or(self.named.as_path(), |aside| aside.path());
        let memory = Memory::open(path);
        let memory = memory.map_err(|error| error.in_file(&self.named))?;
        Ok(Memory { path: self.named.clone(), ..memory })
    }

    /// Goes over the whole memory; errors name the file.
    pub(super) fn survey(&self, read: impl FnOnce(&mut Reader<Input>) -> Result<()>) -> Result<()> {
        let mut memory = self.open()?;
        read(&mut memory.reader).map_err(|error| error.in_file(&self.named))
    }
}

/// Writes the memory again with what `deed` does to its units, and its header.
pub(super) fn edit(
    memory: &mut Memory,
    output: Option<&Path>,
    header: Option<&Header>,
    mut deed: impl FnMut(&mut Unit) -> Result<Deed>,
) -> Result<(Counts, Report)> {
    let mut sink = Sink::create(output)?;
    let mut counts = Counts::default();
    // A header that says the same keeps its bytes.
    let header = header.filter(|header| *header != memory.reader.header());
    let mut rewriter = Rewriter::new(&mut sink, &memory.reader, header)?;
    while let Some(mut unit) = memory.next()? {
        match deed(&mut unit)? {
            Deed::Keep => {
                counts.kept += 1;
                rewriter.keep(&memory.reader, &unit)?;
            }
            Deed::Change => {
                counts.changed += 1;
                rewriter.change(&memory.reader, &unit)?;
            }
            Deed::LeaveOut => {
                counts.left_out += 1;
                rewriter.leave_out(&memory.reader)?;
            }
        }
    }
    let report = rewriter.finish(&memory.reader)?;
    sink.commit()?;
    say_report(&report);
    Ok((counts, report))
}

/// Says on standard error what a writer had to change.
pub(in crate::cli) fn say_report(report: &Report) {
    for line in report.to_string().lines() {
        anstream::eprintln!("note: {line}");
    }
}

/// A text on one line.
pub(super) fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// A language tag as an argument.
pub(super) fn tag(written: &str) -> Result<LangTag, String> {
    LangTag::parse(written).map_err(|error| error.to_string())
}

/// A file that appears whole, or standard output.
pub(in crate::cli) enum Sink {
    File(Box<Output>),
    Stream(BufWriter<io::Stdout>),
}

impl Sink {
    pub(in crate::cli) fn create(path: Option<&Path>) -> Result<Self> {
        match path.filter(|path| path.as_os_str() != "-") {
            Some(path) => Ok(Sink::File(Box::new(Output::create(path)?))),
            None => Ok(Sink::Stream(BufWriter::with_capacity(1 << 16, io::stdout()))),
        }
    }

    pub(in crate::cli) fn commit(self) -> Result<()> {
        match self {
            Sink::File(file) => file.commit(),
            Sink::Stream(mut out) => {
                out.flush().map_err(|error| Error::io("standard output", error))
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::File(file) => file.write(bytes),
            Sink::Stream(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::File(file) => file.flush(),
            Sink::Stream(out) => out.flush(),
        }
    }
}

/// A bar of bytes on standard error, for long work on a terminal.
struct Bar(Option<(ProgressBar, Arc<AtomicBool>, JoinHandle<()>)>);

impl Bar {
    fn new(progress: Progress) -> Self {
        let seen = progress.total.filter(|total| *total >= LONG && io::stderr().is_terminal());
        Bar(seen.map(|total| {
            let bar = ProgressBar::new(total);
            let style = "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
            if let Ok(style) = ProgressStyle::with_template(style) {
                bar.set_style(style);
            }
            let (shown, ended) = (bar.clone(), Arc::new(AtomicBool::new(false)));
            let end = Arc::clone(&ended);
            // Whoever reads the file has no need to know of the bar.
            let look = std::thread::spawn(move || {
                while !end.load(Ordering::Relaxed) {
                    shown.set_position(progress.done());
                    std::thread::park_timeout(LOOK);
                }
            });
            (bar, ended, look)
        }))
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((bar, ended, look)) = self.0.take() {
            ended.store(true, Ordering::Relaxed);
            look.thread().unpark();
            // Should it have panicked, the bar is all that is lost.
            let _ = look.join();
            bar.finish_and_clear();
        }
    }
}

/// A difference between texts that may be passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Difference {
    /// Inline codes
    Codes,
    /// Capital and small letters
    Case,
    /// How many blanks, and those at the ends
    Blanks,
}

#[derive(Debug, Args)]
pub(super) struct SamenessOption {
    /// Differences that do not count when texts are compared; may be repeated
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    ignore: Vec<Difference>,
    /// Tell decomposed Hangul (NFD) from composed (NFC)
    #[arg(long)]
    exact_unicode: bool,
}

impl SamenessOption {
    pub(super) fn sameness(&self) -> Sameness {
        let ignores = |what| self.ignore.contains(&what);
        Sameness {
            codes: ignores(Difference::Codes),
            case: ignores(Difference::Case),
            blanks: ignores(Difference::Blanks),
            unicode: !self.exact_unicode,
        }
    }
}
