//! Where a file comes from: a path, packed or not, or standard input.
//!
//! The first bytes tell what it is, whatever its name: gzip and zip are unpacked as they are read.
//! Of a zip archive the one TMX file in it is read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder};

use super::reader::Reader;
use crate::error::{Error, Kind, Result};

/// Size of the buffers between file and unpacker.
const BUFFER: usize = 64 * 1024;

/// The bytes of a file, unpacked.
pub type Input = Box<dyn BufRead + Send>;

/// How far a file has been read, to be asked from anywhere.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    done: Arc<AtomicU64>,
    /// Size of the file as it lies on disk; `None` for standard input.
    pub total: Option<u64>,
}

impl Progress {
    /// Bytes read so far of the file as it lies on disk.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

/// Opens a file for reading, `-` for standard input; unpacks gzip and zip.
///
/// # Errors
/// [`Kind::Io`]; [`Kind::Unsupported`] for an archive that holds none or several TMX files, or is
/// packed in a way other than deflate. All name the file.
pub fn open(path: &Path) -> Result<(Input, Progress)> {
    open_any(path).map_err(|error| error.in_file(path))
}

impl Reader<Input> {
    /// Opens a file, `-` for standard input, packed with gzip or zip or not. See [`Reader::new`].
    ///
    /// # Errors
    /// As [`open`] and [`Reader::new`]; all name the file.
    pub fn open(path: &Path) -> Result<Self> {
        let (input, _) = open(path)?;
        Reader::new(input).map_err(|error| error.in_file(path))
    }
}

fn open_any(path: &Path) -> Result<(Input, Progress)> {
    let io = |error| Error::new(Kind::Io(error));
    if path.as_os_str() == "-" {
        let progress = Progress::default();
        let counted = Counted { inner: io::stdin(), progress: progress.clone() };
        let mut input = BufReader::with_capacity(BUFFER, counted);
        let input = match magic(&mut input).map_err(io)? {
            Magic::Zip => unzip(spool(input).map_err(io)?, &progress)?,
            other => unpack(other, input),
        };
        return Ok((input, progress));
    }
    let file = File::open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    if metadata.is_dir() {
        return Err(io(io::Error::other("this is a folder")).cure("name the file in it"));
    }
    let progress = Progress { total: Some(metadata.len()), ..Progress::default() };
    let counted = Counted { inner: file, progress: progress.clone() };
    let mut input = BufReader::with_capacity(BUFFER, counted);
    let input = match magic(&mut input).map_err(io)? {
        Magic::Zip => unzip(input.into_inner().inner, &progress)?,
        other => unpack(other, input),
    };
    Ok((input, progress))
}

/// What the first bytes of a file say.
enum Magic {
    Gzip,
    Zip,
    Plain,
}

fn magic(input: &mut impl BufRead) -> io::Result<Magic> {
    Ok(match input.fill_buf()? {
        [0x1F, 0x8B, ..] => Magic::Gzip,
        [b'P', b'K', 3, 4, ..] => Magic::Zip,
        _ => Magic::Plain,
    })
}

fn unpack(magic: Magic, input: impl BufRead + Send + 'static) -> Input {
    match magic {
        Magic::Gzip => Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(input))),
        Magic::Zip | Magic::Plain => Box::new(input),
    }
}

/// Standard input as a file: the list of what is in a zip archive stands at its end.
fn spool(mut input: impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut input, &mut file)?;
    Ok(file)
}

/// The TMX file in a zip archive.
fn unzip(mut file: File, progress: &Progress) -> Result<Input> {
    let io = |error| Error::new(Kind::Io(error));
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    let (start, size, method) = {
        let mut archive = zip::ZipArchive::new(&mut file).map_err(explain)?;
        let index = only_tmx(&archive)?;
        let entry = archive.by_index_raw(index).map_err(explain)?;
        if entry.encrypted() {
            let error = Error::new(Kind::Unsupported("the zip archive has a password".into()));
            return Err(error.cure("unpack it first"));
        }
        (entry.data_start().unwrap_or_default(), entry.compressed_size(), entry.compression())
    };
    file.seek(SeekFrom::Start(start)).map_err(io)?;
    let counted = Counted { inner: file.take(size), progress: progress.clone() };
    let input = BufReader::with_capacity(BUFFER, counted);
    match method {
        zip::CompressionMethod::Stored => Ok(Box::new(input)),
        zip::CompressionMethod::Deflated => {
            Ok(Box::new(BufReader::with_capacity(BUFFER, DeflateDecoder::new(input))))
        }
        other => {
            let message = format!("the zip archive is packed with {other}, not with deflate");
            Err(Error::new(Kind::Unsupported(message)).cure("unpack it first"))
        }
    }
}

/// The number of the TMX file in an archive: the one file that ends in .tmx, or the one file.
fn only_tmx<R: Read + Seek>(archive: &zip::ZipArchive<R>) -> Result<usize> {
    // A name that cannot be decoded belongs to no file that is meant.
    let files: Vec<(usize, String)> = (0..archive.len())
        .filter_map(|index| Some((index, archive.name_for_index(index)?.ok()?.into_owned())))
        .filter(|(_, name)| !name.ends_with('/') && !name.starts_with("__MACOSX/"))
        .collect();
    let is_tmx = |file: &&(usize, String)| file.1.to_ascii_lowercase().ends_with(".tmx");
    let memories: Vec<&(usize, String)> = files.iter().filter(is_tmx).collect();
    match (memories.as_slice(), files.as_slice()) {
        ([file], _) => Ok(file.0),
        ([], [file]) => Ok(file.0),
        (several, _) => {
            let message = format!("the zip archive holds {} TMX files", several.len());
            let error = Error::new(Kind::Unsupported(message));
            Err(error.cure("unpack it, and give the file that is meant"))
        }
    }
}

fn explain(error: zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::Io(io) => Error::new(Kind::Io(io)),
        other => Error::malformed(format!("the zip archive cannot be read: {other}")),
    }
}

/// Counts the bytes that go through.
struct Counted<R> {
    inner: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let amount = self.inner.read(out)?;
        self.progress.done.fetch_add(amount as u64, Ordering::Relaxed);
        Ok(amount)
    }
}
