"""``python -m eval.verifier_build``: makes ``eval/verifier/pairs.yaml`` from the corpus, the same each time.

Supported pairs are the cards' sentences with the digest passages that they cite: people wrote the one from the other.
The false ones are these sentences, and digest sentences, altered in one named way.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import yaml

from bot.answering.claim_reading import places_in
from bot.assembly import OpenIndex, open_index
from bot.domain.cards import Card
from bot.domain.numbers import find_numbers, missing_from
from bot.domain.passages import Passage, PassageKind, Sentence
from bot.settings import load_settings
from eval.verifier_alter import ALTERATIONS, COUNTRIES
from eval.verifier_pairs import FOLDER, SUPPORTED, Pair, PairPassage, PairSentence

_SEED = 20260501
_SUPPORTED, _EACH = 260, 44
_WHOLE_SUPPORT = 0.55
_ADVICE = ("Zeg ", "Noem ", "Verwar ", "Gebruik ", "Haal ", "Let ", "Pas ", "Tel ", "Vergelijk ", "Wees ", "Lees ")
_NOT_WHOLE = (
    "Het grote verschil is wie betaalt", "De bezuinigingen zijn groot, want", "De nota van 11.11.11 (2020) laat PALIM",
    "Het aandeel van 23,3 procent voor Noord-", "11.11.11 wijst het EUTF in 2019", "Meetellen is een keuze van",
    "De cijfers van 7 procent en 9,3", "De nood is het grootst in de armste", "Voor vluchtelingen bestaat ander",
    "Toegegeven: het aandeel dat vertrekt is laag", "De gelezen pagina's over het CIC",
)  # fmt: skip
"""Card sentences that say more than their passages, found by reading what the checker refused."""


def main() -> None:
    """Write the pairs and say how many of each class."""
    pairs = build(open_index(load_settings()))
    plain = [p.model_dump(mode="json", exclude_defaults=True) for p in pairs]
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)
    (FOLDER / "pairs.yaml").write_text(
        f"# Made by python -m eval.verifier_build; do not edit.\n{text}", encoding="utf-8"
    )
    print(dict(Counter(p.label for p in pairs)))


def build(index: OpenIndex) -> list[Pair]:
    """Pairs of every class, balanced, in two splits by source."""
    chance = random.Random(_SEED)
    true = list(_true(index))
    chance.shuffle(true)
    pairs = [_pair(f"g{n:03}", SUPPORTED, *each) for n, each in enumerate(true[:_SUPPORTED])]
    for label, alter in ALTERATIONS.items():
        made = 0
        for claim, passages in chance.sample(true, len(true)):
            texts = [s.text for p in passages for s in p.sentences]
            false = alter(claim, chance, texts)
            if false and false != claim and false not in texts and made < _EACH:
                pairs.append(_pair(f"{label[:3]}{made:03}", label, false, passages))
                made += 1
    return [*pairs, *_other_country(true, chance)]


def _other_country(true: list[tuple[str, list[Passage]]], chance: random.Random) -> Iterator[Pair]:
    """The right figure for the wrong country, where the passages name both."""
    made = 0
    for claim, passages in chance.sample(true, len(true)):
        together = " ".join(p.text for p in passages)
        mine = [c for c in COUNTRIES if c in claim]
        theirs = [c for c in COUNTRIES if c in together and c not in claim]
        if len(mine) == 1 and theirs and any(c.isdigit() for c in claim) and made < _EACH:
            yield _pair(f"cal{made:03}", "cijfer-ander-land", claim.replace(mine[0], chance.choice(theirs)), passages)
            made += 1


def _true(index: OpenIndex) -> Iterator[tuple[str, list[Passage]]]:
    """Card sentences that differ from their digest, and as many digest sentences, with the passages they cite."""
    supports = index.supports
    digests: list[tuple[str, list[Passage]]] = []
    for card in index.catalog.cards.values():
        for sentence in _sentences(card):
            found = [s for _, s in supports.all(sentence) if not s.literal]
            if not found or max(s.score for s in found) < _WHOLE_SUPPORT:
                continue
            parts = {part for s in found for part in s.text.split(" … ")}
            near = [p for c in sentence.citations for p in index.catalog.passages_of(c.key)]
            held = [p for p in near if p.kind is PassageKind.DIGEST and any(s.text in parts for s in p.sentences)]
            passages = list({p.id: p for p in held}.values())
            texts = {s.text for p in passages for s in p.sentences}
            claim = sentence.text.removeprefix("Toegegeven: ")
            claim = claim[:1].upper() + claim[1:]
            if passages and claim not in texts and not claim.startswith(_NOT_WHOLE) and _can_hold(claim, passages):
                yield claim, passages
            digests += [(s.text, [p]) for p in passages[:1] for s in p.sentences[:1]]
    yield from dict(zip((c for c, _ in digests), digests, strict=True)).values()


def _can_hold(claim: str, passages: list[Passage]) -> bool:
    """False for advice to the reader, and where a number or place of the claim is nowhere in its passages."""
    text = " . ".join(part for p in passages for part in (*p.heading, p.text))
    absent = missing_from(find_numbers(claim, words=False), find_numbers(text))
    return not claim.startswith(_ADVICE) and not absent and places_in(claim) <= places_in(text)


def _sentences(card: Card) -> Iterator[Sentence]:
    for part in (card.answer, card.key_points, card.reply, card.caveats):
        yield from (s for s in part if s.citations)


def _pair(name: str, label: str, claim: str, passages: list[Passage]) -> Pair:
    split = "dev" if sum(map(ord, passages[0].key)) % 2 else "test"
    return Pair(id=name, split=split, label=label, claim=claim, passages=tuple(_plain(p) for p in passages))


def _plain(passage: Passage) -> PairPassage:
    sentences = tuple(
        PairSentence(
            text=s.text,
            locator=s.citations[0].locator if s.citations else "",
            holder=s.holder,
            cites=tuple(c.key for c in s.citations),
        )
        for s in passage.sentences
    )
    return PairPassage(key=passage.key, heading=passage.heading, sentences=sentences)


if __name__ == "__main__":
    main()
