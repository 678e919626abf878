"""More attacks, beside ``tests/generative/attacks.py``: in each language and place, and for both engines."""

from __future__ import annotations

from eval.attack_data import read_attacks
from tests.generative.attacks import ATTACKS, BEES

MORE = read_attacks("meer", BEES)
ALL = (*ATTACKS, *MORE)
