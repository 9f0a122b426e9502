"""ALCE's recall and precision with the deterministic support check, on known values."""

from __future__ import annotations

import pytest

from assistant import Claim
from evals.metrics import characters
from evals.statistics import calibration_error, difference, kappa, mean, reliability
from evals.support import SUPPORT, borne, needed, supported

HELD = {
    1: "Lurah dilarang memihak calon.",
    2: "Pelanggaran diancam penjara 6 bulan.",
    3: "Bupati melantik camat setiap bulan.",
}


def test_a_claim_is_borne_by_its_citations_together() -> None:
    both = Claim(text="Lurah dilarang memihak calon, diancam penjara 6 bulan.", citations=(1, 2))
    assert borne(both, HELD, SUPPORT)
    assert needed(both, HELD, SUPPORT) == [1, 2]
    assert not borne(both.model_copy(update={"citations": (1,)}), HELD, SUPPORT)
    assert not borne(both.model_copy(update={"citations": ()}), HELD, SUPPORT)


def test_a_citation_that_adds_nothing_is_irrelevant() -> None:
    padded = Claim(text="Lurah dilarang memihak calon.", citations=(1, 3))
    assert needed(padded, HELD, SUPPORT) == [1]


def test_no_citation_of_a_claim_that_is_not_borne_is_precise() -> None:
    wrong = Claim(text="Lurah dilarang memihak, denda Rp5.", citations=(1, 2))
    assert needed(wrong, HELD, SUPPORT) == []


def test_what_a_claim_denies_needs_no_source() -> None:
    assert supported("Tidak tepat bahwa dendanya Rp5: penjara 6 bulan.", "penjara 6 bulan")
    assert not supported("Tidak tepat bahwa dendanya Rp5: penjara 7 bulan.", "penjara 6 bulan")
    assert not supported("bukan kurungan melainkan penjara 7 bulan", "kurungan 6 bulan")
    assert not supported("bukan penjara 7 bulan", "penjara 6 bulan")  # nothing but a denial


def test_characters_of_spans() -> None:
    assert characters([("a", 0, 10)], [("a", 5, 15)]) == (0.5, 0.5)
    overlapping = [("a", 0, 4), ("a", 2, 6)]  # which counts once
    assert characters(overlapping, [("a", 0, 12)]) == (1.0, 0.5)
    assert characters([("b", 0, 10)], [("a", 0, 10)]) == (0.0, 0.0)  # another file
    assert characters([], [("a", 0, 1)]) == (0.0, 0.0)
    with pytest.raises(ValueError, match="no gold"):
        characters([("a", 0, 1)], [])


def test_kappa_of_known_tables() -> None:
    # Cohen's own kind of table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no -> 0.4
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert kappa(first, second) == pytest.approx(0.4)
    assert kappa(["y", "y"], ["y", "y"]) == 1.0


def test_a_family_counts_as_one_draw() -> None:
    values = [1.0, 0.0] * 50
    apart = mean(values, [str(i) for i in range(100)])
    together = mean(values, ["a" if v else "b" for v in values])
    assert apart.value == together.value == 0.5
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_a_paired_difference_sees_what_changed() -> None:
    families = [str(i) for i in range(60)]
    better = difference([0.0] * 60, [1.0] * 20 + [0.0] * 40, families)
    assert better.mean.value == pytest.approx(1 / 3)
    assert better.mean.low > 0
    assert better.p < 0.05
    same = difference([1.0] * 60, [1.0] * 60, families)
    assert (same.mean.value, same.p) == (0.0, 1.0)


def test_reliability_of_a_calibrated_and_an_overconfident_judge() -> None:
    calibrated = reliability([0.25] * 4, [True, False, False, False])
    assert [(b.stated, b.true, b.n) for b in calibrated] == [(0.25, 0.25, 4)]
    assert calibration_error(calibrated) == 0.0
    assert calibration_error(reliability([1.0] * 4, [True, True, False, False])) == 0.5
