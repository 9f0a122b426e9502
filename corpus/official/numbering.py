"""Numbers of articles, paragraphs and list entries, and the sequences they form.

Whether "Pasal 71" starts an article or only refers to one is seldom certain from its own line;
that it follows Pasal 70 and comes before Pasal 72 nearly is. `chain` weighs both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

Key = tuple[int, str]
"""A number to be ordered: (71, ""), (135, "A"); letters count a = 1, b = 2, aa = 27."""

_WINDOW = 8  # gaps up to this length are weighed by their length, longer ones all alike
_ORDINALS = "kesatu kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan".split()
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True)
class Candidate:
    """A place that may be a label.

    ``start``, ``end``: the label with its number; ``weight``: how much its surroundings speak
    for a label; ``readings``: what its number may be, the literal reading first; ``repaired``:
    the readings that need an OCR repair.
    """

    start: int
    end: int
    weight: float
    readings: tuple[Key, ...]
    repaired: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Label:
    """A candidate that was taken, with the reading that fits the sequence."""

    start: int
    end: int
    key: Key
    repaired: bool


@dataclass(frozen=True)
class _Link:
    score: float
    candidate: int
    key: Key
    before: _Link | None


def chain(
    candidates: Sequence[Candidate], *, follow: float = 3.0, gap: float = 1.5, far: float = 8.0
) -> list[Label]:
    """The most plausible sequence of labels among candidates, in order of the text.

    The sum of the weights is greatest where numbers only grow; a successor (70 to 71, 135 to
    135A, 135A to 136) earns ``follow``, each number left out costs ``gap``, a long gap ``far``
    in all; a repaired reading costs 1. Time grows with the number of candidates alone.
    """
    best: dict[int, dict[str, _Link]] = {}
    tops: list[tuple[int, _Link]] = []  # scores grow and so do numbers: what a long gap may join
    winner: _Link | None = None
    for index, candidate in enumerate(candidates):
        links = [
            _link(best, tops, candidates, index, key, (follow, gap, far))
            for key in candidate.readings
        ]
        for link in links:
            number, suffix = link.key
            same = best.setdefault(number, {})
            if suffix not in same or link.score > same[suffix].score:
                same[suffix] = link
                _raise(tops, number, link)
            if winner is None or link.score > winner.score:
                winner = link
    labels = []
    while winner is not None:
        taken = candidates[winner.candidate]
        labels.append(Label(taken.start, taken.end, winner.key, winner.key in taken.repaired))
        winner = winner.before
    return labels[::-1]


def _link(
    best: dict[int, dict[str, _Link]],
    tops: list[tuple[int, _Link]],
    candidates: Sequence[Candidate],
    index: int,
    key: Key,
    costs: tuple[float, float, float],
) -> _Link:
    follow, gap, far = costs
    number, suffix = key
    candidate = candidates[index]
    score = follow if number <= 1 else -min(gap * (number - 1), far)
    before: _Link | None = None

    def offer(link: _Link, step: float) -> None:
        nonlocal score, before
        if link.score + step > score and candidates[link.candidate].end <= candidate.start:
            score, before = link.score + step, link

    if suffix:
        for other, link in best.get(number, {}).items():
            if other < suffix:
                offer(link, follow if successor(other, suffix) == suffix else -gap)
    for distance in range(1, _WINDOW + 1):
        near = best.get(number - distance)
        if near:
            step = follow if distance == 1 and not suffix else -gap * (distance - (not suffix))
            for link in near.values():
                offer(link, max(step, -far))
    position = _position(tops, number - _WINDOW)
    if position:
        offer(tops[position - 1][1], -far)
    return _Link(score + candidate.weight - (key in candidate.repaired), index, key, before)


def successor(suffix: str, like: str) -> str:
    """The suffix after this one, written like another: "" to "A", "a" or "1", "A" to "B"."""
    if like.isdigit():
        return str(int(suffix or 0) + 1) if not suffix.strip("0123456789") else "1"
    if not suffix or suffix.isdigit():
        return "A" if like.isupper() else "a"
    return suffix[:-1] + chr(ord(suffix[-1]) + 1)


def _position(tops: list[tuple[int, _Link]], number: int) -> int:
    """How many entries have a smaller number."""
    return bisect_left(tops, number, key=itemgetter(0))


def _raise(tops: list[tuple[int, _Link]], number: int, link: _Link) -> None:
    """Enter a link into the staircase of best scores by number."""
    position = _position(tops, number)
    if position and tops[position - 1][1].score >= link.score:
        return
    end = position
    while end < len(tops) and tops[end][1].score <= link.score:
        end += 1
    if position < len(tops) and end == position and tops[position][0] == number:
        return
    tops[position:end] = [(number, link)]


def letter_key(text: str) -> Key:
    """ "c" as (3, ""), "b1" as (2, "1"), "aa" as (27, "")."""
    letters = text.rstrip("0123456789")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 96
    return number, text[len(letters) :]


def letter_text(key: Key) -> str:
    """The letters of a key: (27, "") as "aa"."""
    number, letters = key[0], ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters + key[1]


def number_text(key: Key) -> str:
    """(135, "A") as "135A"."""
    return f"{key[0]}{key[1]}"


def roman(text: str) -> int:
    """The value of a Roman numeral up to C; 0 where it is none."""
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN.get(here, 0)
        if not value:
            return 0
        total += -value if value < _ROMAN.get(after, 0) else value
    return total


def to_roman(number: int) -> str:
    """The Roman numeral of a number under 400."""
    text = ""
    for value, sign in zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1), "C XC L XL X IX V IV I".split(), strict=True
    ):
        count, number = divmod(number, value)
        text += sign * count
    return text


def ordinal(text: str) -> int:
    """ "Kesatu" as 1 ... "Kesembilan" as 9, "Kesepuluh" as 10, "Kedua Belas" as 12; else 0."""
    words = text.lower().split()
    if not words:
        return 0
    if words[0] == "pertama":
        return 1
    if words[0] == "kesepuluh":
        return 10
    if words[0] == "kesebelas":
        return 11
    if words[0] not in _ORDINALS:
        return 0
    value = _ORDINALS.index(words[0]) + 1
    if words[1:] == ["belas"]:
        return value + 10
    return value * 10 if words[1:] == ["puluh"] else value
