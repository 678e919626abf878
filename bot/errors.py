"""Every error that Weerwoord expects, in one tree.

    WeerwoordError                 exit 1
    ├── UsageError                 exit 2   the question or the options are wrong
    │   ├── QuestionError
    │   ├── UnknownName
    │   └── SettingsError
    ├── CorpusError                exit 3   a corpus file breaks the rules (file and line named)
    ├── DocumentError              exit 3   a user's document can't be read
    ├── IndexFault                 exit 3   the index is absent, damaged or made otherwise
    │   ├── IndexMissing
    │   ├── IndexOutdated
    │   ├── IndexDamaged
    │   └── IndexBusy
    ├── StorageError               exit 3   the disk or a folder does not let us write
    └── ServiceError               exit 4   a model or a service failed
        ├── ModelError
        └── CutShort                      what it wrote before is whole

The message of an expected error is one or two Dutch sentences that say what to do; a program shows it
without a traceback. Anything else is a defect and keeps its traceback.
"""

from __future__ import annotations

MEND_INDEX = "Herstel de index met: weerwoord index. Helpt dat niet, bouw hem dan opnieuw met: weerwoord index --force"
"""What to do about a damaged index: mending takes a moment, building anew may take much longer."""


class WeerwoordError(Exception):
    """An expected error. ``str(error)`` is the Dutch text for the user."""

    exit_code: int = 1


class UsageError(WeerwoordError):
    """The user asked for something that can't be done this way."""

    exit_code = 2


class QuestionError(UsageError):
    """The question is empty, too long or no text."""


class UnknownName(UsageError):
    """No source, figure or card has this name."""


class SettingsError(UsageError):
    """A setting is unknown or out of bounds."""


class CorpusError(WeerwoordError):
    """A corpus file breaks the rules of ``corpus/README.md``."""

    exit_code = 3


class DocumentError(WeerwoordError):
    """A document of the user's can't be read."""

    exit_code = 3


class IndexFault(WeerwoordError):
    """The index can't be used or made."""

    exit_code = 3


class IndexMissing(IndexFault):
    """There is no index yet."""


class IndexOutdated(IndexFault):
    """The index was made with another model, layout or corpus form."""


class IndexDamaged(IndexFault):
    """Files of the index are absent or don't agree with each other."""


class IndexBusy(IndexFault):
    """Another process is building the index."""


class StorageError(WeerwoordError):
    """A folder can't be written, or the disk is full."""

    exit_code = 3


class ServiceError(WeerwoordError):
    """A model or service outside this process failed."""

    exit_code = 4


class ModelError(ServiceError):
    """An embedding or chat model can't be loaded or used."""


class CutShort(ServiceError):
    """A language model stopped in mid-answer; the whole sentences before it can be used."""
