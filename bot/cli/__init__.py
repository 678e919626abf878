"""The command line: ``weerwoord``. Thin; each command imports what it needs."""

import os

# One question multiplies small matrices: threads of OpenBLAS cost more than they bring, and numpy reads this on import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
