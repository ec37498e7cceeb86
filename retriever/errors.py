"""Every error that Candour raises on purpose, in one tree.

    CandourError                 exit status 2 unless a command says otherwise
    ├── SettingError             a setting has a value that cannot be used
    ├── QuestionError            a question is empty, too long or has no words
    │   └── PersonalDataError    a question holds what looks like a child's personal data
    ├── EncoderError             the encoder cannot be loaded, or has other weights than pinned
    ├── ReaderError              the reader cannot be loaded: the search goes on without it
    ├── IndexMissingError        there is no index where one was looked for
    ├── IndexEmptyError          there is an index, and nothing is in it
    ├── IndexDamagedError        the database, or a row in it, does not check
    ├── IndexMismatchError       the index was made with another encoder, chunker or schema
    ├── IndexBusyError           the index is at other work, or not there now: it is worth waiting
    │   └── IndexAwayError       its database does not answer
    ├── DocumentError            a document that was asked for is not in the library
    ├── UnreadableFileError      a file that should have been readable is not: listed as *failed*
    ├── SkippedFileError         a file that is not for the library: listed as *skipped*
    ├── NameTakenError           another file of this name is in the library: rename, or replace
    ├── ModelError               a language model's server gave no reply that can be used
    ├── BusyError                as many questions are waiting as may
    ├── AccessError              nobody is signed in, or who is may not do this
    ├── ActivityError            the activity log cannot be read or written
    ├── TrainingError            there is nothing to train a reader on, or nowhere to write it
    └── EvaluationFolderError    an evaluation folder lacks a file or holds a line that does not fit

A message says what failed, the value, and what to do next, in one line.
"""


class CandourError(Exception):
    """The root: whatever the user can mend is one of these."""


class SettingError(CandourError):
    """A setting has a value that cannot be used."""


class QuestionError(CandourError):
    """A question is empty, too long or has no words."""


class PersonalDataError(QuestionError):
    """A question holds what looks like a child's personal data; the message never repeats it."""


class BusyError(CandourError):
    """As many questions are waiting to be answered as may: the next is refused at once."""


class AccessError(CandourError):
    """Nobody is signed in, or who is has not the role that this needs."""


class ActivityError(CandourError):
    """The activity log cannot be read or written."""


class EncoderError(CandourError):
    """The encoder cannot be loaded, or its weights are not the ones pinned."""


class ReaderError(CandourError):
    """The reader cannot be loaded, or its weights are not the ones that its manifest names."""


class TrainingError(CandourError):
    """There is nothing to train a reader on, or nowhere to write it."""


class IndexMissingError(CandourError):
    """There is no index where one was looked for."""


class IndexEmptyError(CandourError):
    """There is an index, and nothing is in it."""


class IndexDamagedError(CandourError):
    """The database, or a row in it, does not check."""


class IndexMismatchError(CandourError):
    """The index was made with another encoder, chunker or schema."""


class IndexBusyError(CandourError):
    """Another process is writing to the index, or too many read it: waiting helps."""


class IndexAwayError(IndexBusyError):
    """The index's database does not answer: whoever waits for a writer waits for it alike."""


class DocumentError(CandourError):
    """A document that was asked for is not in the library."""


class UnreadableFileError(CandourError):
    """A file that should have been readable is damaged or over a limit: listed as *failed*."""


class PassingFaultError(UnreadableFileError):
    """A file that cannot be read now and may well be at the next run: it is not remembered."""


class SkippedFileError(CandourError):
    """A file that is not for the library (empty, encrypted, unknown kind): listed as *skipped*."""


class NameTakenError(CandourError):
    """Another file of this name stands in the library: rename the new one, or remove the old."""


class ModelError(CandourError):
    """A language model's server gave no reply that can be used; the message is a clause."""


class EvaluationFolderError(CandourError):
    """An evaluation folder lacks a file, or a line in it does not fit; names the file and line."""
